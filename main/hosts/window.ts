import {
  app,
  BrowserWindow,
  nativeTheme,
  shell,
  type Session,
  type WebContents,
  type WebFrameMain,
} from 'electron';
import { APP_ORIGIN } from './appProtocol.ts';
import { isReference } from './references.ts';
import { readWindowState, WindowStateKeeper, type WindowState } from './windowState.ts';

/** What stands there before the page is drawn: its own background, as in renderer/styles/tokens.css. */
const BACKGROUND = { light: '#f3f4f5', dark: '#17181a' } as const;

/**
 * The one window: sandboxed, without Node, and bound to the application's own page.
 * @param statePath where its size is kept
 */
export function createWindow(
  preload: string,
  statePath: string,
): { readonly window: BrowserWindow; readonly keeper: WindowStateKeeper } {
  const { width, height, maximized } = readWindowState(statePath);
  const window = new BrowserWindow({
    width,
    height,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: app.getName(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  if (maximized) window.maximize();
  confine(window.webContents);
  refusePermissions(window.webContents.session);
  window.once('ready-to-show', () => {
    window.show();
  });
  const keeper = new WindowStateKeeper(statePath, () => stateOf(window));
  const changed = () => {
    keeper.changed();
  };
  window.on('resize', changed);
  window.on('maximize', changed);
  window.on('unmaximize', changed);
  window.on('close', () => void keeper.keep());
  window.on('closed', () => {
    keeper.stop();
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  return { window, keeper };
}

function stateOf(window: BrowserWindow): WindowState {
  const { width, height } = window.getNormalBounds();
  return { width, height, maximized: window.isMaximized() };
}

/** Keeps a page where it is: no way to another address, no other window, no embedded page; papers open in the browser. */
export function confine(contents: WebContents): void {
  contents.on('will-navigate', (event, address) => {
    if (!isOwnPage(address)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (isReference(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** Whether an address is the application's own page; reloading it is allowed. */
export function isOwnPage(address: string): boolean {
  return address === APP_ORIGIN || address.startsWith(`${APP_ORIGIN}/`);
}

/** Whether a message comes from the window's main frame while that shows the application's own page. */
export function isOwnFrame(window: BrowserWindow, frame: WebFrameMain | null): frame is WebFrameMain {
  return frame !== null && frame === window.webContents.mainFrame && isOwnPage(frame.url);
}

/** Copying text is all that the page may do beyond its own window. */
const GRANTED = 'clipboard-sanitized-write';

function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(permission === GRANTED);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === GRANTED);
}
