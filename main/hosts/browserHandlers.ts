import { WorkbenchError } from '../../shared/errors.ts';
import type { HostHandlers } from '../../shared/job.ts';
import type { EngineHost } from './engineHost.ts';
import { readNotices } from './notices.ts';
import type { Asked, Offers } from './offers.ts';
import type { Resources } from './resources.ts';
import type { SessionStore } from './sessionStore.ts';

export interface Server {
  readonly engine: EngineHost;
  readonly store: SessionStore;
  readonly offers: Offers;
  /** What the command line named; settles when it is open. */
  readonly asked: Promise<Asked>;
  readonly version: string;
  readonly resources: Resources;
}

/** What a server does for a page in a browser: it opens no dialogs, and never takes a path from the page. */
export function browserHandlers(server: Server): HostHandlers {
  const { engine, store, offers, asked, version, resources } = server;
  return {
    'host.info': async () => ({
      kind: 'browser',
      dialogs: false,
      versions: { workbench: version, node: process.versions.node },
    }),
    'host.notices': () => readNotices(resources),
    'host.pickFolder': async () => {
      throw new WorkbenchError(
        'path-refused',
        'A page in a browser cannot open folders of the server. Start it with the folder: liftcam serve FOLDER.',
      );
    },
    'host.pickModel': async () => {
      throw new WorkbenchError(
        'path-refused',
        'A page in a browser cannot open models of the server. Start it with the model: liftcam serve --model PATH.',
      );
    },
    'host.saveFiles': async () => {
      throw new WorkbenchError(
        'path-refused',
        'A page in a browser saves by downloading, not on the server.',
      );
    },
    'host.saveExplainer': async () => {
      throw new WorkbenchError(
        'path-refused',
        'A page in a browser saves by downloading, not on the server.',
      );
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
    'host.asked': () => asked,
    'host.saveSession': async ({ session }) => {
      await store.save(session);
      return {};
    },
  };
}
