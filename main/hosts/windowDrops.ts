import { ipcMain, type BrowserWindow } from 'electron';
import * as z from 'zod';
import { DROPPED_FILES } from '../../shared/rpc/handshake.ts';
import { isOwnFrame } from './window.ts';

/** Far more than a person drops on purpose. */
const MOST_PATHS = 256;
const pathsSchema = z.array(z.string().min(1)).min(1);

/** Hears from the window's preload which files were dropped on it. The page itself learns no path. */
export function hearDrops(window: BrowserWindow, dropped: (paths: readonly string[]) => void): void {
  ipcMain.on(DROPPED_FILES, ({ senderFrame }, message: unknown) => {
    if (!isOwnFrame(window, senderFrame)) return;
    const { data } = pathsSchema.safeParse(message);
    if (data) dropped(data.slice(0, MOST_PATHS));
  });
}
