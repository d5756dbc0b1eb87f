import { engineContract, type EngineContract, type Service } from '../../shared/rpc/contract.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { serve } from '../../main/rpc/serve.ts';
import { parentPort } from '../../main/hosts/parentPort.ts';

/**
 * An engine process without a model, for tests of what stands around it: folders are kept under ids counted from 0,
 * `model.open` answers only to some refs, and each way an engine can fail has a ref or path of its own.
 */
const folders: { id: string; name: string; path: string }[] = [];

const service = {
  calls: {
    'engine.info': async () => {
      if (process.env.PROBE_ENGINE === 'broken')
        throw new WorkbenchError('model-unreadable', 'The model is gone.');
      if (process.env.PROBE_ENGINE === 'dies') process.exit(3);
      return {
        version: String(process.pid),
        runtime: process.env.NVIDIA_TF32_OVERRIDE ?? '',
        providers: [],
        methods: [],
        metrics: [],
      };
    },
    'folder.list': async () => folders,
    'folder.add': async ({ path }: { path: string }) => {
      if (path.includes('missing')) throw new WorkbenchError('folder-missing', `${path} is no folder.`);
      const folder = { id: `folder-${folders.length}`, name: path, path };
      folders.push(folder);
      return folder;
    },
    'model.open': async ({ ref }: { ref: string }) => {
      if (ref === 'exit') process.exit(7);
      if (ref === 'block') for (;;);
      return new Promise(() => undefined);
    },
  },
  jobs: {
    'folder.scan': async ({ folder }: { folder: string }, emit: (event: unknown) => unknown) => {
      if (folder === 'block') for (;;);
      const images = [{ id: 'folder-0/a.png', name: 'a.png', bytes: 1 }];
      await emit({ images });
      return { images: 1, skipped: 0, skips: [] };
    },
  },
} as unknown as Service<EngineContract>;

const port = parentPort();
port.onClose(() => process.exit());
serve(port, engineContract, service);
