import type { Workbench } from './workbench.svelte.ts';

type Parts = Pick<Workbench, 'memory' | 'gallery' | 'explanations' | 'models'>;

/** Whether an explanation is on its way: while the window starts, the model opens or the photo is explained. */
export function isExplanationComing({ memory, gallery, explanations, models }: Parts): boolean {
  return !memory.started || (gallery.selected !== null && (explanations.running || models.opening));
}
