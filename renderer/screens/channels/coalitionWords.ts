import type { Explanation } from '../../../shared/result.ts';
import { formatNumber, signedNumber } from '../../components/words.ts';

interface Values {
  /** Whether the head is affine in the layer. */
  readonly affine: boolean;
  /** Channels switched off, of how many. */
  readonly absent: number;
  readonly total: number;
  /** Base plus the weights of the present channels; null where weights do not add up to the score. */
  readonly additive: number | null;
  /** v(S); null while it is not known. */
  readonly value: number | null;
}

type Facts = Pick<Explanation, 'accurate' | 'residual'>;

/** Why a sum of weights and the model's own score of the present channels differ, or do not; a paragraph each. */
export function differenceWords({ accurate, residual }: Facts, values: Values): string[] {
  const { affine, absent, total, additive, value } = values;
  if (residual === null || additive === null)
    return [
      'This method does not claim that its weights add up to the score, so there is no sum to hold against v(S).',
    ];
  if (value === null) return ['v(S) is being computed.'];
  const difference = additive - value;
  const numbers = `Base + Σα = ${formatNumber(additive)}; the model gives v(S) = ${formatNumber(value)}, a difference of ${signedNumber(difference)}.`;
  if (affine)
    return [
      numbers,
      'After this layer the model is affine: each channel adds its own share to the score whatever the others do, so the sum is v(S) for every set of channels, up to rounding.',
    ];
  if (absent === 0)
    return [
      numbers,
      accurate
        ? 'With all channels present the weights add up to the score: what is left is rounding.'
        : 'With all channels present the weights ought to add up to the score; this is the residual, and more than rounding explains. Read the weights with care, or choose a layer nearer to the output.',
    ];
  const share =
    absent === total
      ? 'With no channel present both are the base value F(0).'
      : `With ${absent} of ${total} channels switched off the sum says too ${difference > 0 ? 'much' : 'little'}.`;
  return [
    numbers,
    share,
    'After this layer the model is not linear: gates, activations and maxima make what one channel adds depend on which others are present. A weight is one number for a channel among all of them, with its part of these interactions shared out; when some channels go, their interactions with the rest go too, and a sum of weights cannot tell.',
  ];
}
