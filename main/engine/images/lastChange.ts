import { stat } from 'node:fs/promises';

/** When a file was last changed, as part of a cache's key; 0 for a file that is gone, which reading it will tell. */
export async function lastChange(file: string): Promise<number> {
  return stat(file).then(
    (info) => info.mtimeMs,
    () => 0,
  );
}
