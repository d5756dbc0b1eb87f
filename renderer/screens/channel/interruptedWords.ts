import type { TopImagesProgress } from '../../../shared/topImages.ts';
import { counted } from '../../components/words.ts';

/** What is left of a search for the best images whose engine has ended. @param progress as far as it had come */
export function interruptedWords(progress: Pick<TopImagesProgress, 'done' | 'total'> | null): string {
  const total = progress?.total ?? null;
  if (!progress || total === null) return 'Interrupted by the end of the engine; a new search begins anew.';
  const { done } = progress;
  if (done === total)
    return `Among ${counted(total, 'photo')}. The engine has ended since: other channels take a new search.`;
  return `Interrupted by the end of the engine at ${String(done)} of ${counted(total, 'photo')}; a new search begins with the first.`;
}
