import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { version } from '../../package.json';
import { toErrorData } from '../../shared/errors.ts';
import { createDeferredCaller } from '../../shared/rpc/deferredClient.ts';
import { removeUnfinished } from '../engine/writeFiles.ts';
import { createRelay } from '../rpc/relay.ts';
import { declareAppScheme, serveApp } from './appProtocol.ts';
import { readDesktopArguments, type DesktopArguments } from './desktopArguments.ts';
import { desktopHandlers } from './desktopHandlers.ts';
import { superviseEngine } from './engineHost.ts';
import { engineOptions } from './engineOptions.ts';
import { Offers, type Asked } from './offers.ts';
import { openOutside } from './openOutside.ts';
import { quitWhenWritten } from './quitWhenWritten.ts';
import { locateResources } from './resources.ts';
import { SessionStore } from './sessionStore.ts';
import { utilityEngine } from './utilityEngine.ts';
import { createWindow } from './window.ts';
import { offerPort } from './windowPort.ts';
import { followTheme } from './windowTheme.ts';

/** Entry of the desktop app: one window, one engine process, one instance. */
function main(): void {
  // Read here, where relative paths mean what they meant to the person.
  const asked = readDesktopArguments(process.argv, app.isPackaged);
  if (!app.requestSingleInstanceLock(asked)) {
    app.quit();
    return;
  }
  declareAppScheme();
  app.on('window-all-closed', () => {
    app.quit();
  });
  void app.whenReady().then(() => open(asked));
}

function open(named: DesktopArguments): void {
  const resources = locateResources(app.getAppPath());
  serveApp(resources.renderer);
  const userData = app.getPath('userData');
  const [sessionPath, statePath] = [join(userData, 'session.json'), join(userData, 'window.json')];
  // This is the only instance: nobody is writing them.
  removeUnfinished(sessionPath);
  removeUnfinished(statePath);
  const store = new SessionStore(sessionPath);
  followTheme(store.session);
  const { window, keeper } = createWindow(join(__dirname, 'preload.cjs'), statePath);
  const settingsFolder = join(userData, 'models');
  const engine = superviseEngine(
    (provider) =>
      utilityEngine(
        resources.engineProcess,
        engineOptions(resources, version, { settingsFolder, ...(provider !== undefined && { provider }) }),
      ),
    (state) => port.current()?.notify('engine.state', state),
  );
  const offers = new Offers(engine, store);
  const asked = openAtStart(window, offers, named);
  // The page asks at once what there is to show; it is answered when what the command line names is there.
  const caller = createDeferredCaller(async () => {
    await asked;
    return engine;
  });
  let onAnswered = (): void => undefined;
  const up = new Promise<void>((resolve) => {
    onAnswered = resolve;
  });
  const desktop = { window, engine, store, offers, asked, onAnswered, version, resources };
  const relay = createRelay(caller, desktopHandlers(desktop));
  const port = offerPort(window, relay, (serving) => {
    const told = engine.state();
    if (told !== null && told.state !== 'ready') serving.notify('engine.state', told);
  });
  const openHanded = openOutside(window, offers, store, () => port.current(), up);
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    openHanded(data);
  });
  app.once('will-quit', () => {
    engine.stop();
  });
  quitWhenWritten(app, [store, keeper]);
}

/** Opens what the command line names, beside what was open before; what cannot be opened is told, and the start goes on. */
async function openAtStart(window: BrowserWindow, offers: Offers, named: DesktopArguments): Promise<Asked> {
  await offers.again();
  try {
    return await offers.named(named);
  } catch (error) {
    void dialog.showMessageBox(window, { type: 'error', message: toErrorData(error).message });
    return { folder: null, model: null };
  }
}

main();
