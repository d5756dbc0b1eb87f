import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';

/** Absolute paths that the desktop app is asked to open at its start; a second start hands them to the first. */
export const desktopArgumentsSchema = z.object({
  folder: z.string().optional(),
  model: z.string().optional(),
});
export type DesktopArguments = Readonly<z.infer<typeof desktopArgumentsSchema>>;

/**
 * Reads `[FOLDER] [--model PATH]`. Switches of Chromium and Electron may stand anywhere and are passed over.
 * @param argv the process's arguments, executable first
 * @param packaged whether the executable is the app itself; otherwise the app's folder is the first argument
 */
export function readDesktopArguments(argv: readonly string[], packaged: boolean): DesktopArguments {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    options: { model: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const folder = positionals[packaged ? 0 : 1];
  return {
    ...(folder === undefined ? {} : { folder: resolve(folder) }),
    ...(typeof values.model === 'string' ? { model: resolve(values.model) } : {}),
  };
}
