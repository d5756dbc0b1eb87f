import type { ChannelView } from '../../state/channelView.svelte.ts';
import type { Explanation } from '../../../shared/result.ts';
import { targetWords } from '../../components/words.ts';

/**
 * Which map a figure shows: always the saliency map, whatever else lies on the photo.
 * @param laid the picture of a channel that lies on the photo in its place
 */
export function exportedMapWords({ target }: Pick<Explanation, 'target'>, laid: ChannelView['laid']): string {
  const map = `The heatmap is the saliency map of ${targetWords(target)}`;
  return laid
    ? `${map}, not the ${laid.kind} of channel ${String(laid.channel)} that lies on the photo now.`
    : `${map}.`;
}
