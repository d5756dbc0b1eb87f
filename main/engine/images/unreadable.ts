import { WorkbenchError } from '../../../shared/errors.ts';

/** The error of a photo that cannot be used: which file, what is wrong with it, what to do. */
export function unreadable(name: string, what: string, remedy: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError('image-unreadable', `Cannot read ${name}: ${what}. ${remedy}`, { cause });
}
