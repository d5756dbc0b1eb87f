import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';
import { answerSaveDialog } from './nativeDialogs.ts';
import type { FigureFormat, SavedFigure } from './savedFigure.ts';
import type { Workbench } from './workbench.ts';

/**
 * Saves the figure on show as a person does, by the native dialog or as a download.
 * @param folder where the desktop app is told to save
 * @param name of the file that a browser is offered, without its ending
 * @param press presses the button that exports the format
 */
export async function exportFigure(
  { page, electron }: Workbench,
  format: FigureFormat,
  { folder, name }: { folder: string; name: string },
  press = () => page.getByRole('button', { name: `Export ${format.toUpperCase()}` }).click(),
): Promise<SavedFigure> {
  return electron
    ? saveFromDesktop(page, electron, join(folder, `my ${format} figure`), format, press)
    : download(page, name, format, press);
}

/** Through the native dialog: the sidecar takes the name that the person gives the figure. */
async function saveFromDesktop(
  page: Page,
  electron: ElectronApplication,
  path: string,
  format: FigureFormat,
  press: () => Promise<void>,
): Promise<SavedFigure> {
  await answerSaveDialog(electron, `${path}.${format}`);
  await press();
  await page.getByText(`Saved ${path}.${format}.`).waitFor();
  return read(`${path}.${format}`, `${path}.json`);
}

async function download(
  page: Page,
  name: string,
  format: FigureFormat,
  press: () => Promise<void>,
): Promise<SavedFigure> {
  const arrived: Download[] = [];
  page.on('download', (one) => arrived.push(one));
  await press();
  await expect.poll(() => arrived.length, { timeout: 30_000 }).toBe(2);
  page.removeAllListeners('download');
  const fileOf = async (file: string) =>
    (await arrived.find((one) => one.suggestedFilename() === file)?.path()) ?? `${file} did not arrive`;
  return read(await fileOf(`${name}.${format}`), await fileOf(`${name}.json`));
}

async function read(figure: string, sidecar: string): Promise<SavedFigure> {
  return {
    figure: await readFile(figure),
    sidecar: JSON.parse(await readFile(sidecar, 'utf8')) as SavedFigure['sidecar'],
  };
}
