import type { BrowserWindow } from 'electron';
import type { Notices } from '../../shared/api.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { WindowContract } from '../../shared/rpc/contract.ts';
import type { Serving } from '../rpc/serve.ts';
import type { DesktopArguments } from './desktopArguments.ts';
import { openDropped } from './dropped.ts';
import { installMenu } from './menu.ts';
import type { Offers } from './offers.ts';
import type { SessionStore } from './sessionStore.ts';
import { openSecondStarts } from './secondStarts.ts';
import { hearDrops } from './windowDrops.ts';

/**
 * What the person opens outside the page: by the menu, by dropping files on the window, and by starting the app once more.
 * The page is told what came of it, and no path that it could use.
 * @param up settles when the page has been told what this start names
 * @returns opens what a second start hands over
 */
export function openOutside(
  window: BrowserWindow,
  offers: Offers,
  store: SessionStore,
  port: () => Serving<WindowContract> | undefined,
  up: Promise<unknown>,
): (handed: unknown) => void {
  const tell = <K extends keyof Notices>(name: K, payload: Notices[K]) => port()?.notify(name, payload);
  const refuse = (error: unknown) => {
    tell('host.refused', toErrorData(error));
  };

  async function open({ folder, model }: DesktopArguments): Promise<void> {
    if (folder !== undefined)
      tell('host.opened', { kind: 'folder', folder: await offers.folder(folder), image: null });
    if (model !== undefined) tell('host.opened', { kind: 'model', model: await offers.model(model) });
  }

  async function drop(paths: readonly string[]): Promise<void> {
    const { shown, refused } = await openDropped(paths, offers);
    for (const opened of shown) tell('host.opened', opened);
    if (refused) tell('host.refused', refused);
  }

  function showMenu(): void {
    installMenu((kind) => store.recent(kind), {
      act: (action) => tell('host.menu', { action }),
      openRecent: (kind, path) => {
        open(kind === 'folders' ? { folder: path } : { model: path }).catch(refuse);
      },
      clearRecent: () => {
        store.clearRecent().catch(refuse);
      },
    });
  }

  store.onRecent(showMenu);
  showMenu();
  hearDrops(window, (paths) => {
    drop(paths).catch(refuse);
  });
  return openSecondStarts(up, open, refuse);
}
