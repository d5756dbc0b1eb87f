import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFiles } from '../engine/writeFiles.ts';

const windowStateSchema = z.object({
  width: z.number().int().min(640).max(16384),
  height: z.number().int().min(480).max(16384),
  maximized: z.boolean(),
});
/** Size of the window in device-independent pixels, as it was when last closed. */
export type WindowState = z.infer<typeof windowStateSchema>;

const DEFAULT_STATE: WindowState = { width: 1440, height: 900, maximized: false };

/** The remembered state; the default one when there is none or the file says something else. */
export function readWindowState(path: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return DEFAULT_STATE;
  }
}

/** Throws `disk-failed`. */
export async function writeWindowState(path: string, state: WindowState): Promise<void> {
  await writeFiles([{ path, data: Buffer.from(`${JSON.stringify(state)}\n`) }]);
}
