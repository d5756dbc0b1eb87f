import { WorkbenchError } from '../../shared/errors.ts';
import type { HostHandlers } from '../../shared/job.ts';
import type { EngineHost } from './engineHost.ts';

/** What a server does for a page in a browser: it opens no dialogs, and never takes a path from the page. */
export function browserHandlers(engine: EngineHost, version: string): HostHandlers {
  return {
    'host.info': async () => ({
      kind: 'browser',
      dialogs: false,
      versions: { workbench: version, node: process.versions.node },
    }),
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
    'host.restartEngine': async () => {
      await engine.restart();
      return {};
    },
  };
}
