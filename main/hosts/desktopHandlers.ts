import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import type { HostCalls } from '../../shared/api.ts';
import type { CancelSignal, HostHandlers } from '../../shared/job.ts';
import type { EngineHost } from './engineHost.ts';
import { readNotices } from './notices.ts';
import type { Asked, Offers } from './offers.ts';
import type { Resources } from './resources.ts';
import type { SessionStore } from './sessionStore.ts';
import { checkName, EXPLAINER_ENDINGS, siblingPaths } from './siblingNames.ts';
import { writeFiles } from '../engine/writeFiles.ts';
import { followTheme } from './windowTheme.ts';

export interface Desktop {
  readonly window: BrowserWindow;
  readonly engine: EngineHost;
  readonly store: SessionStore;
  readonly offers: Offers;
  /** What the command line named; settles when it is open, or could not be opened. */
  readonly asked: Promise<Asked>;
  /** Called when the page is answered what that was. */
  readonly onAnswered: () => void;
  readonly version: string;
  readonly resources: Resources;
}

/** What the desktop app does for its window: dialogs, so that every path comes from the person and none from the page. */
export function desktopHandlers(desktop: Desktop): HostHandlers {
  const { window, engine, store, offers, asked, onAnswered, version, resources } = desktop;
  return {
    'host.info': async () => ({
      kind: 'electron',
      dialogs: true,
      versions: {
        workbench: version,
        electron: process.versions.electron,
        chrome: process.versions.chrome,
        node: process.versions.node,
      },
    }),
    'host.notices': () => readNotices(resources),
    'host.pickFolder': async () => {
      const path = await pick(window, { title: 'Open a folder of images', properties: ['openDirectory'] });
      return path === undefined ? null : offers.folder(path);
    },
    'host.pickModel': async () => {
      const path = await pick(window, {
        title: 'Open a model',
        properties: ['openFile'],
        filters: [{ name: 'ONNX model', extensions: ['onnx'] }],
      });
      return path === undefined ? null : offers.model(path);
    },
    'host.saveFiles': ({ files }, signal) => saveFiles(window, files, signal),
    'host.saveExplainer': async ({ name, ...request }, signal) => {
      checkName(name, EXPLAINER_ENDINGS);
      const path = await askWhereToSave(window, name, [{ name: 'ONNX model', extensions: ['onnx'] }]);
      if (path === null) return null;
      return { path, ...(await engine.call('explainer.write', { ...request, path }, signal)) };
    },
    'host.restartEngine': async ({ provider }) => {
      await engine.restart(provider);
      return {};
    },
    'host.offerAgain': async () => {
      await offers.again();
      return {};
    },
    'host.session': async () => ({ session: store.session }),
    'host.asked': async () => {
      const answer = await asked;
      onAnswered();
      return answer;
    },
    'host.saveSession': async ({ session }) => {
      followTheme(session);
      await store.save(session);
      return {};
    },
  };
}

async function pick(window: BrowserWindow, options: Electron.OpenDialogOptions): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, options);
  return filePaths[0];
}

async function saveFiles(
  window: BrowserWindow,
  files: HostCalls['host.saveFiles']['input']['files'],
  signal: CancelSignal | undefined,
): Promise<string | null> {
  const names = files.map(({ name }) => name);
  // Before the person is asked: the names come from the page.
  siblingPaths(names, names[0] ?? '');
  const chosen = await askWhereToSave(window, names[0] ?? '', []);
  if (chosen === null) return null;
  const paths = siblingPaths(names, chosen);
  // The dialog asked about the first file only.
  const taken = paths.slice(1).filter((path) => existsSync(path));
  if (taken.length > 0 && !(await mayReplace(window, taken))) return null;
  if (signal?.aborted === true) return null;
  await writeFiles(files.map(({ data }, index) => ({ path: paths[index] ?? '', data })));
  return chosen;
}

/** The path that the person chooses; null when they cancel. @param name a suggestion that has been checked, and never more */
async function askWhereToSave(
  window: BrowserWindow,
  name: string,
  filters: Electron.FileFilter[],
): Promise<string | null> {
  const options = { title: 'Save', defaultPath: name, filters };
  const { canceled, filePath } = await dialog.showSaveDialog(window, options);
  return canceled ? null : filePath;
}

async function mayReplace(window: BrowserWindow, paths: readonly string[]): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `${paths.map((path) => basename(path)).join(', ')} already exists. Replace it?`,
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
