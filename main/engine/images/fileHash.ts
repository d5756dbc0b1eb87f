import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { unreadable } from './unreadable.ts';

/** SHA-256 of a file as it is on disk now, in hexadecimal. @throws WorkbenchError 'image-unreadable' */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw unreadable(file, `the file cannot be read (${reason})`, 'Check that it exists and may be read.');
  }
  return hash.digest('hex');
}
