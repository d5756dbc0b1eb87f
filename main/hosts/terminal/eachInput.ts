import { toErrorData, type ErrorData } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import type { OpenModel } from '../../engine/model/openModel.ts';
import { oneAhead } from '../../engine/oneAhead.ts';
import { listInputs, type Input, type LoadedInput } from './inputs.ts';
import { watchInterrupt } from './interrupt.ts';
import { startProgress, type Progress } from './progress.ts';
import { ExitStatus, type Program } from './program.ts';

/** A method that gave nothing on an image, while the others went on. */
export interface Refusal {
  readonly method: string;
  readonly error: ErrorData;
}

/** How the work on all inputs ended. */
export interface Ended {
  readonly total: number;
  /** Images of which something is missing, and how many of them lack single methods only. */
  readonly failed: number;
  readonly partly: number;
  /** Exit status where the person ended it; undefined where all was done. */
  readonly interrupted: number | undefined;
}

/**
 * Does the work on every image that the arguments name, one after another, each read while the one before is in hand, with
 * progress on standard error. An image that fails, wholly or by some method, is named there and counted; Ctrl-C ends the work after
 * the step in hand.
 * @param work gives the methods that refused @param own a progress that counts something finer than images, and that the work advances itself
 */
export async function eachInput(
  paths: readonly string[],
  card: ModelCard,
  work: (input: Input, loaded: LoadedInput, signal: AbortSignal) => Promise<readonly Refusal[]>,
  onFailure: (input: Input, error: ErrorData) => Promise<void> | void,
  own?: Progress,
): Promise<Ended> {
  const interrupt = watchInterrupt();
  let total = 0;
  for await (const _ of listInputs(paths, card, () => undefined)) total += 1;
  const progress = own ?? startProgress(total, 'images', process.stderr);
  const skipped = (folder: string, entries: number) => {
    progress.say(
      `${String(entries)} entries of ${folder} were passed over: they cannot be read, lead out of it, or lead to what is listed already.`,
    );
  };
  const complain = ({ path }: Input, { message }: ErrorData) => {
    progress.say(message.includes(path) ? message : `${path}: ${message}`);
  };
  let failed = 0;
  let partly = 0;
  for await (const { item, result } of oneAhead(listInputs(paths, card, skipped), (input) => input.load())) {
    if (interrupt.signal.aborted) break;
    try {
      const refusals = await work(item, await result, interrupt.signal);
      for (const { method, error } of refusals)
        complain(item, { ...error, message: `${method}: ${error.message}` });
      if (refusals.length > 0) partly += 1;
    } catch (error) {
      const data = toErrorData(error);
      if (data.code === 'cancelled') break;
      failed += 1;
      complain(item, data);
      await onFailure(item, data);
    }
    if (!own) progress.advance();
    // Runs hold the thread: this lets a signal be heard between two images.
    await new Promise(setImmediate);
  }
  progress.stop();
  interrupt.dispose();
  return { total, failed: failed + partly, partly, interrupted: interrupt.status() };
}

/**
 * Releases the model, and says what its predictions give rise to, and how the work ended where it did not end well.
 * @param kept what became of unfinished work
 * @returns the exit status
 */
export function finish(
  { say }: Program,
  model: OpenModel,
  { total, failed, partly, interrupted }: Ended,
  kept = '',
): number {
  model.release();
  const warning = model.predictions.warning();
  if (warning !== null) say(warning);
  if (interrupted !== undefined) say(`Ended before all was done${kept}.`);
  else if (failed > 0) {
    const single = partly > 0 ? `, ${String(partly)} of them by single methods` : '';
    say(`${String(failed)} of ${String(total)} images failed${single}.`);
  }
  return interrupted ?? (failed > 0 ? ExitStatus.someFailed : ExitStatus.done);
}
