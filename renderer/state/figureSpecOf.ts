import type { FigureSpec } from '../../shared/figure/figureSpec.ts';
import { sortedList } from './channelSelection.ts';
import type { Workbench } from './workbench.svelte.ts';

/** The contract's limit on the bars of one figure. */
const MOST_BARS = 200;

/** The figure that shows what the window shows, and a file name for it; null where nothing is explained. */
export function figureSpecOf(workbench: Workbench): { spec: FigureSpec; name: string } | null {
  const { explanations, channels, view, exporter, gallery } = workbench;
  const explanation = explanations.current;
  if (!explanation) return null;
  const spec: FigureSpec = {
    version: 1,
    explanation: explanation.id,
    panels: [...exporter.panels],
    view: view.overlay,
    absent: sortedList(channels.absent),
    bars: { order: channels.order, count: Math.min(channels.shownCount, MOST_BARS) },
    theme: 'light',
  };
  const photo =
    gallery.current?.name
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? 'figure';
  const words = [photo, explanation.target.class.label.split(',')[0], explanation.method];
  return { spec, name: words.join(' ').replace(/[^\p{L}\p{N}]+/gu, '-') };
}
