import { toErrorData, type ErrorData } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { oneAhead } from '../../engine/oneAhead.ts';
import { listInputs, type Input, type LoadedInput } from './inputs.ts';
import { watchInterrupt } from './interrupt.ts';
import { startProgress, type Progress } from './progress.ts';
import { ExitStatus, type Program } from './program.ts';

/** How the work on all inputs ended. */
export interface Ended {
  readonly total: number;
  readonly failed: number;
  /** Exit status where the person ended it; undefined where all was done. */
  readonly interrupted: number | undefined;
}

/**
 * Does the work on every image that the arguments name, one after another, each read while the one before is in hand, with
 * progress on standard error. An image that fails is named there and counted; Ctrl-C ends the work after the step in hand.
 * @param own a progress that counts something finer than images, and that the work advances itself
 */
export async function eachInput(
  paths: readonly string[],
  card: ModelCard,
  work: (input: Input, loaded: LoadedInput, signal: AbortSignal) => Promise<void>,
  onFailure: (input: Input, error: ErrorData) => Promise<void> | void,
  own?: Progress,
): Promise<Ended> {
  const interrupt = watchInterrupt();
  let total = 0;
  for await (const _ of listInputs(paths, card, () => undefined)) total += 1;
  const progress = own ?? startProgress(total, 'images', process.stderr);
  const skipped = (folder: string, entries: number) => {
    progress.say(`${String(entries)} entries of ${folder} could not be read or lead out of it.`);
  };
  let failed = 0;
  for await (const { item, result } of oneAhead(listInputs(paths, card, skipped), (input) => input.load())) {
    if (interrupt.signal.aborted) break;
    try {
      await work(item, await result, interrupt.signal);
    } catch (error) {
      const data = toErrorData(error);
      if (data.code === 'cancelled') break;
      failed += 1;
      progress.say(data.message.includes(item.path) ? data.message : `${item.path}: ${data.message}`);
      await onFailure(item, data);
    }
    if (!own) progress.advance();
    // Runs hold the thread: this lets a signal be heard between two images.
    await new Promise(setImmediate);
  }
  progress.stop();
  interrupt.dispose();
  return { total, failed, interrupted: interrupt.status() };
}

/** Says how the work ended, where it did not end well. @param kept what became of unfinished work @returns the exit status */
export function statusOf({ say }: Program, { total, failed, interrupted }: Ended, kept = ''): number {
  if (interrupted !== undefined) say(`Ended before all was done${kept}.`);
  else if (failed > 0) say(`${String(failed)} of ${String(total)} images failed.`);
  return interrupted ?? (failed > 0 ? ExitStatus.someFailed : ExitStatus.done);
}
