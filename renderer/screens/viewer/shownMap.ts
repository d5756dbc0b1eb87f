import type { OverlayView } from '../../../shared/figure/figureSpec.ts';
import { rectified } from '../../../shared/figure/channelMap.ts';
import { displayRange, type DisplayRange } from '../../../shared/figure/range.ts';
import type { Explanation, SaliencyMap } from '../../../shared/result.ts';
import { targetWords } from '../../components/words.ts';

/** A map ready to be drawn: what it is, how it is coloured, and whether it may be drawn at all. */
export interface ShownMap {
  readonly name: string;
  readonly map: SaliencyMap;
  readonly view: OverlayView;
  readonly range: DisplayRange;
  /** The channel whose activation it is; null for a saliency map. */
  readonly channel: number | null;
}

export function shownSaliency(explanation: Explanation, map: SaliencyMap, view: OverlayView): ShownMap {
  const name = `Saliency map of ${targetWords(explanation.target)}`;
  return { name, map, view, range: displayRange(map, view.signed), channel: null };
}

/** One channel's activation A_k; on the scale around zero where it has negative values. */
export function shownActivation(explanation: Explanation, channel: number, view: OverlayView): ShownMap {
  const [, height, width] = explanation.layerShape;
  const signed = explanation.activation.subarray(channel * height * width, (channel + 1) * height * width);
  const map = { height, width, signed, relu: rectified(signed) };
  const negative = signed.some((value) => value < 0);
  const colormap = negative ? 'red-blue' : view.signed ? 'turbo' : view.colormap;
  return {
    name: `Activation of channel ${channel}`,
    map,
    view: { ...view, colormap, signed: negative },
    range: displayRange(map, negative),
    channel,
  };
}
