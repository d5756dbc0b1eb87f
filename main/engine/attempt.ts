import { toErrorData, type ErrorData } from '../../shared/errors.ts';

/** What some work gave, or why it gave nothing. */
export type Attempt<T> =
  { readonly value: T; readonly error: null } | { readonly value: null; readonly error: ErrorData };

/**
 * Does work whose failure is to leave other work its turn.
 * @throws WorkbenchError 'cancelled': then nothing else has its turn either
 */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work(), error: null };
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'cancelled') throw error;
    return { value: null, error: data };
  }
}
