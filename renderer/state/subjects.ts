import type { EngineJobs } from '../../shared/api.ts';
import type { Params } from '../../shared/params.ts';
import type { Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Progress } from './activity.svelte.ts';
import type { CurrentJob } from './currentJob.ts';
import type { Subject } from './explanations.svelte.ts';

/** Names the game behind an explanation: all methods that explain the same target at the same layer of the same photo play it. */
function gameOf({ model, image, layer, target }: Explanation): string {
  return JSON.stringify([model, image, layer, target.class.index, target.versus?.index]);
}

/** Relative to the largest logit; runs of the same input differ by less, on whichever processor. */
const LOGIT_TOLERANCE = 1e-3;

/** Whether two explanations are of one game: a photo edited under its name, or prepared in another way, gives other logits. */
export function isSameGame(one: Explanation, other: Explanation): boolean {
  if (gameOf(one) !== gameOf(other)) return false;
  const [before, now] = [one.prediction.logits, other.prediction.logits];
  const largest = before.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
  return before.every((logit, index) => Math.abs(logit - (now[index] ?? NaN)) <= LOGIT_TOLERANCE * largest);
}

/** The same game by another method; null for a tensor that came without a photo. */
export function subjectBy(
  { model, image, layer, target }: Explanation,
  method: string,
  params: Params,
): Subject | null {
  if (image === null) return null;
  const versus = target.versus ? { versus: { index: target.versus.index } } : {};
  return { model, image, layer, method, params, target: { class: { index: target.class.index }, ...versus } };
}

/** Explains something beside what is on show; null when it was superseded or cancelled. @param came told how far it has come */
export async function explainBeside(
  client: Client,
  job: CurrentJob,
  { target, ...asked }: Subject,
  came: (progress: Progress) => void,
): Promise<Explanation | null> {
  const found: Explanation[] = [];
  const result = await job.run(
    (onEvent) => client.start('explain', { ...asked, targets: [target] }, onEvent),
    (event: EngineJobs['explain']['event']) => {
      if (event.kind === 'explanation') found.push(event.explanation);
      else if (event.kind === 'progress') came(event);
    },
  );
  return result && (found[0] ?? null);
}
