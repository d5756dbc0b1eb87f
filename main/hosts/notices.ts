import { readFile } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Resources } from './resources.ts';

/** The application's licence, and those of all that its own files contain, as one text. */
export async function readNotices({ notices }: Resources): Promise<string> {
  const texts = notices.map((path) =>
    readFile(path, 'utf8').catch((cause: unknown) => {
      const message = `'${path}' cannot be read: the installation is not whole. Install the workbench again.`;
      throw new WorkbenchError('disk-failed', message, { cause });
    }),
  );
  return (await Promise.all(texts)).join('\n\n');
}
