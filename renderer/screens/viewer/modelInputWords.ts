import { inputStrides } from '../../../shared/inputStrides.ts';
import type { Preprocessing } from '../../../shared/modelCard.ts';
import { formatNumber } from '../../components/words.ts';
import type { ModelInput } from '../../state/photo.svelte.ts';
import type { Point } from './viewport.ts';

type Values = Omit<ModelInput, 'bitmap'>;

/** What the input's channels hold of a photo, in the order in which the model gets them. */
const NAMES: Readonly<Record<Preprocessing['channelOrder'], readonly string[]>> = {
  grey: ['grey'],
  rgb: ['R', 'G', 'B'],
  bgr: ['B', 'G', 'R'],
  rgba: ['R', 'G', 'B', 'A'],
  bgra: ['B', 'G', 'R', 'A'],
};

/** Every channel's value at a pixel of the input, as the model gets them: "R −0.992 · G 0.0118 · B 1.00". */
export function inputValueWords({ tensor, input, preprocessing }: Values, { x, y }: Point): string {
  const { pixel, plane } = inputStrides(input);
  const at = (Math.floor(y) * input.width + Math.floor(x)) * pixel;
  return NAMES[preprocessing.channelOrder]
    .map((name, channel) => `${name} ${formatNumber(tensor[at + channel * plane] ?? NaN)}`)
    .join(' · ');
}

/** A channel of the model's input in words. */
interface InputChannel {
  readonly name: string;
  /** "−0.992 to 1.00, mean −0.123". */
  readonly range: string;
  /** How its values are made of a photo's levels, 0 to 255: "(level / 255 − 0.498) / 0.502". */
  readonly formula: string;
}

/** Of every channel the range and the mean of its values, and how they came about. */
export function inputChannels(values: Values): InputChannel[] {
  const { tensor, input, preprocessing } = values;
  const { pixel, plane } = inputStrides(input);
  const count = input.height * input.width;
  return NAMES[preprocessing.channelOrder].map((name, channel) => {
    let [low, high, sum] = [Infinity, -Infinity, 0];
    for (let i = 0; i < count; i++) {
      const value = tensor[i * pixel + channel * plane]!;
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }
    const range = `${formatNumber(low)} to ${formatNumber(high)}, mean ${formatNumber(sum / count)}`;
    return { name, range, formula: formula(preprocessing, channel) };
  });
}

/** x = (level * rescale - mean) / std, without the parts that change nothing. */
function formula({ rescale, mean, std }: Preprocessing, channel: number): string {
  const [centre, spread] = [mean[channel] ?? 0, std[channel] ?? 1];
  const scaled = rescaled(rescale);
  const centred = centre === 0 ? scaled : `${scaled} − ${formatNumber(centre)}`;
  if (spread === 1) return centred;
  return `${centre === 0 ? centred : `(${centred})`} / ${formatNumber(spread)}`;
}

function rescaled(rescale: number): string {
  if (rescale === 1) return 'level';
  const divisor = 1 / rescale;
  return Math.abs(divisor - Math.round(divisor)) < 1e-6 * divisor
    ? `level / ${String(Math.round(divisor))}`
    : `level × ${formatNumber(rescale)}`;
}
