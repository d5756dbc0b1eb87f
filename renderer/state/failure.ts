import { toErrorData, type ErrorCode, type ErrorData } from '../../shared/errors.ts';

const UNTOLD: readonly ErrorCode[] = ['cancelled', 'engine-restarted', 'connection-lost'];

/**
 * What to tell the person about a thrown value. Null where there is nothing to tell: they cancelled it themselves,
 * or the engine or the connection to it was lost, which is told elsewhere and whose return does the work again.
 */
export function failureToShow(error: unknown): ErrorData | null {
  const data = toErrorData(error);
  return UNTOLD.includes(data.code) ? null : data;
}

/** The same of work that nobody does again unasked: that it was lost is told as well. */
export function lossToShow(error: unknown): ErrorData | null {
  const data = toErrorData(error);
  return data.code === 'cancelled' ? null : data;
}

/** The same of a picture, which is missed in its place where the person stopped it too. */
export function whyNotShown(error: unknown): ErrorData | null {
  const { code } = toErrorData(error);
  return code === 'cancelled' ? { code, message: 'It was cancelled.' } : failureToShow(error);
}
