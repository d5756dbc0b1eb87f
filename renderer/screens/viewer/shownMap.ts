import type { MagnitudeColormapId, OverlayView } from '../../../shared/figure/figureSpec.ts';
import { rectified } from '../../../shared/figure/channelMap.ts';
import { displayRange, type DisplayRange } from '../../../shared/figure/range.ts';
import type { ChannelContribution, Explanation, SaliencyMap } from '../../../shared/result.ts';
import { targetWords } from '../../components/words.ts';
import { GLOSSARY } from '../../glossary.ts';

/** A map ready to be drawn: what it is, how it is coloured, and whether it may be drawn at all. */
export interface ShownMap {
  readonly what: 'saliencyMap' | 'activation' | 'contribution';
  /** What it is of: a class or a channel. */
  readonly of: string;
  readonly map: SaliencyMap;
  readonly view: OverlayView;
  readonly range: DisplayRange;
  /** The channel that it is of; null for a saliency map. */
  readonly channel: number | null;
}

/** The name of a map in full. */
export function mapName({ what, of }: Pick<ShownMap, 'what' | 'of'>): string {
  return `${GLOSSARY[what].term} of ${of}`;
}

export function shownSaliency(explanation: Explanation, map: SaliencyMap, view: OverlayView): ShownMap {
  const of = targetWords(explanation.target);
  return { what: 'saliencyMap', of, map, view, range: displayRange(map, view.signed), channel: null };
}

/** How maps are laid over photos, and the colours of those without negative values. */
export interface Look {
  readonly overlay: OverlayView;
  readonly magnitudeColormap: MagnitudeColormapId;
}

/** One channel's activation A_k; on the scale around zero where it has negative values. */
export function shownActivation(explanation: Explanation, channel: number, look: Look): ShownMap {
  return activationMap(activationOf(explanation, channel), explanation.layerShape[2], channel, look);
}

/** One channel's activations on several photos at one layer, all on one scale. */
export function shownActivations(
  explanations: readonly Explanation[],
  channel: number,
  look: Look,
): ShownMap[] {
  const each = explanations.map((explanation) => shownActivation(explanation, channel, look));
  const values = explanations.flatMap((explanation) => [...activationOf(explanation, channel)]);
  const all = activationMap(Float32Array.from(values), each[0]?.map.width ?? 1, channel, look);
  return each.map((shown) => ({ ...shown, view: all.view, range: all.range }));
}

/** Where one channel speaks for the explained class and where against it: m_k A_k. */
export function shownContribution(
  { height, width, values, channel }: ChannelContribution & { channel: number },
  view: OverlayView,
): ShownMap {
  const map = { height, width, signed: values, relu: rectified(values) };
  return {
    what: 'contribution',
    of: `channel ${channel}`,
    map,
    view: { ...view, colormap: 'red-blue', signed: true },
    range: displayRange(map, true),
    channel,
  };
}

function activationOf({ activation, layerShape: [, height, width] }: Explanation, channel: number) {
  return activation.subarray(channel * height * width, (channel + 1) * height * width);
}

function activationMap(
  signed: Float32Array,
  width: number,
  channel: number,
  { overlay, magnitudeColormap }: Look,
): ShownMap {
  const map = { height: signed.length / width, width, signed, relu: rectified(signed) };
  const negative = signed.some((value) => value < 0);
  const colormap = negative ? 'red-blue' : magnitudeColormap;
  return {
    what: 'activation',
    of: `channel ${channel}`,
    map,
    view: { ...overlay, colormap, signed: negative },
    range: displayRange(map, negative),
    channel,
  };
}
