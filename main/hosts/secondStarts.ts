import { WorkbenchError } from '../../shared/errors.ts';
import { desktopArgumentsSchema, type DesktopArguments } from './desktopArguments.ts';

/**
 * Opens what further starts of the app name, in their order. While the first is still coming up it waits: the page would not hear of
 * it, or show what the first start was asked for in its place.
 * @param up settles when the page has been told what the first start names
 * @returns takes what a further start hands over
 */
export function openSecondStarts(
  up: Promise<unknown>,
  open: (named: DesktopArguments) => Promise<void>,
  refuse: (error: unknown) => void,
): (handed: unknown) => void {
  let before = up;
  return (handed) => {
    before = before
      .then(() => {
        const read = desktopArgumentsSchema.safeParse(handed);
        if (read.success) return open(read.data);
        throw new WorkbenchError(
          'input-invalid',
          'What the other start of the app names was not understood. Open it from the File menu.',
        );
      })
      .catch(refuse);
  };
}
