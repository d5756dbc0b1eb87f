import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { version } from '../../package.json';
import { toErrorData } from '../../shared/errors.ts';
import { createDeferredCaller } from '../../shared/rpc/deferredClient.ts';
import { createRelay } from '../rpc/relay.ts';
import { declareAppScheme, serveApp } from './appProtocol.ts';
import { readDesktopArguments } from './desktopArguments.ts';
import { desktopHandlers } from './desktopHandlers.ts';
import { superviseEngine, type EngineHost } from './engineHost.ts';
import { engineOptions } from './engineOptions.ts';
import { installMenu } from './menu.ts';
import { offerRecent, openNamed, type Asked } from './openAtStart.ts';
import { locateResources } from './resources.ts';
import { SessionStore } from './sessionStore.ts';
import { utilityEngine } from './utilityEngine.ts';
import { createWindow } from './window.ts';
import { offerPort } from './windowPort.ts';

/** Entry of the desktop app: one window, one engine process, one instance. */
function main(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  declareAppScheme();
  app.on('window-all-closed', () => {
    app.quit();
  });
  void app.whenReady().then(open);
}

function open(): void {
  const resources = locateResources(app.getAppPath());
  installMenu();
  serveApp(resources.renderer);
  const window = createWindow(join(__dirname, 'preload.cjs'));
  const settingsFolder = join(app.getPath('userData'), 'models');
  const engine = superviseEngine(
    () => utilityEngine(resources.engineProcess, engineOptions(resources, version, { settingsFolder })),
    (state) => port.current()?.notify('engine.state', state),
  );
  const store = new SessionStore(join(app.getPath('userData'), 'session.json'));
  const asked = openAtStart(window, engine, store);
  // The page asks at once what there is to show; it is answered when what the command line names is there.
  const caller = createDeferredCaller(async () => {
    await asked;
    return engine;
  });
  const relay = createRelay(caller, desktopHandlers({ window, engine, store, asked, version, resources }));
  const port = offerPort(window, relay, (serving) => {
    const told = engine.state();
    if (told !== null && told.state !== 'ready') serving.notify('engine.state', told);
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('will-quit', () => {
    engine.stop();
  });
}

/** Opens what the command line names, beside what was open before; what cannot be opened is told, and the start goes on. */
async function openAtStart(window: BrowserWindow, engine: EngineHost, store: SessionStore): Promise<Asked> {
  await offerRecent(engine, store);
  try {
    const named = readDesktopArguments(process.argv, app.isPackaged);
    const asked = await openNamed(engine, named);
    if (named.folder !== undefined) await store.note('folders', named.folder);
    if (named.model !== undefined) await store.note('models', named.model);
    return asked;
  } catch (error) {
    void dialog.showMessageBox(window, { type: 'error', message: toErrorData(error).message });
    return { folder: null, model: null };
  }
}

main();
