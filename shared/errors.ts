/** Kinds of failure a person can act on. The code is stable; the message says what, where and what to do. */
export const ERROR_CODES = [
  'model-unreadable',
  'model-unsupported',
  'model-changed',
  'model-missing',
  'operator-unsupported',
  'layer-unknown',
  'class-unknown',
  'image-unreadable',
  'folder-missing',
  'path-refused',
  'input-invalid',
  'value-not-finite',
  'provider-unavailable',
  'provider-failed',
  'engine-restarted',
  'connection-lost',
  'cancelled',
  'disk-failed',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as plain data: survives structured clone, a binary frame and JSON. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The only error type that crosses a layer on purpose. `message` is one line, written for the person. */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Any thrown value as plain data; what is not a WorkbenchError is reported as `internal` with its own words. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof WorkbenchError) return { code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message: message.split('\n', 1)[0] ?? message };
}

/** The inverse of {@link toErrorData}, for the receiving side of a transport. */
export function fromErrorData(data: ErrorData): WorkbenchError {
  return new WorkbenchError(data.code, data.message);
}
