import { attempt } from '../../engine/attempt.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import type { Refusal } from './eachInput.ts';

/**
 * What every method gives on an image, in their order. A method that refuses leaves the others their turn; where it is the only
 * one, the image itself fails.
 * @param work of one method, whose failure is its own @param onResult whose failure is the image's
 * @returns the methods that refused
 */
export async function byMethod<T>(
  methods: readonly MethodChoice[],
  work: (choice: MethodChoice) => Promise<T>,
  onResult: (result: T) => Promise<void> | void,
  onRefusal: (refusal: Refusal) => Promise<void> | void = () => undefined,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const choice of methods) {
    const { value, error } = await (methods.length === 1 ? done(work(choice)) : attempt(() => work(choice)));
    if (error === null) {
      await onResult(value);
      continue;
    }
    const refusal = { method: choice.method.id, error };
    refusals.push(refusal);
    await onRefusal(refusal);
  }
  return refusals;
}

async function done<T>(work: Promise<T>): Promise<{ readonly value: T; readonly error: null }> {
  return { value: await work, error: null };
}
