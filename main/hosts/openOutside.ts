import type { BrowserWindow } from 'electron';
import type { Notices } from '../../shared/api.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { WindowContract } from '../../shared/rpc/contract.ts';
import type { Serving } from '../rpc/serve.ts';
import { openDropped, type Opened } from './dropped.ts';
import { installMenu } from './menu.ts';
import type { Offers } from './offers.ts';
import type { RecentKind, SessionStore } from './sessionStore.ts';
import { hearDrops } from './windowDrops.ts';

/**
 * What the person opens outside the page: by the menu, and by dropping files on the window. The page is told what came of
 * it, and no path that it could use.
 */
export function openOutside(
  window: BrowserWindow,
  offers: Offers,
  store: SessionStore,
  port: () => Serving<WindowContract> | undefined,
): void {
  const tell = <K extends keyof Notices>(name: K, payload: Notices[K]) => port()?.notify(name, payload);
  const refuse = (error: unknown) => {
    tell('host.refused', toErrorData(error));
  };

  async function openRecent(kind: RecentKind, path: string): Promise<void> {
    const opened: Opened =
      kind === 'folders'
        ? { kind: 'folder', folder: await offers.folder(path), image: null }
        : { kind: 'model', model: await offers.model(path) };
    tell('host.opened', opened);
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
        openRecent(kind, path).catch(refuse);
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
}
