import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelCard } from '../../shared/modelCard.ts';
import { toErrorData } from '../../shared/errors.ts';
import { superviseEngine } from '../../main/hosts/engineHost.ts';
import { forkEngine } from '../../main/hosts/forkEngine.ts';
import { buildCommandLine } from './commandLine.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What came of opening a model and explaining a photo with it. */
export interface Outcome {
  /** The error's code; `opens` where there was none. */
  readonly code: string;
  /** The error's message; what the card warns of where there was none. */
  readonly message: string;
}

/** What is told of every model that has nothing beside it. */
const USUAL = /^(Photos are prepared by defaults for ImageNet|No class names beside the model)/;

/**
 * The engine in a process of its own, as hosts start it. A crash of native code there is the error `engine-restarted`;
 * an answer that does not come is one too, since the process is ended then.
 */
export async function startEngine(patienceMilliseconds: number) {
  await buildCommandLine();
  const script = join(repository, 'build', 'main', 'engineProcess.cjs');
  const options = {
    bundledModel: join(repository, 'models', 'efficientnet-lite0'),
    samples: join(repository, 'models', 'samples'),
    provider: 'cpu',
    threads: 1,
    version: 'test',
  } as const;
  const launch = () => forkEngine(script, options);
  const engine = superviseEngine(launch, () => undefined, { pauses: new Array<number>(1000).fill(0) });
  const images: string[] = [];
  const [folder] = await engine.call('folder.list', {});
  await engine.start('folder.scan', { folder: folder?.id ?? '' }, (event) => {
    images.push(...event.images.map(({ id }) => id));
  }).result;

  /** @returns what the card warns of */
  async function openAndExplain(file: string): Promise<readonly string[]> {
    const { ref } = await engine.call('model.add', { path: file });
    const card: ModelCard = await engine.call('model.open', { ref });
    await engine.start(
      'explain',
      {
        image: images[0] as string,
        model: card.id,
        layer: card.defaultLayer,
        method: 'lift-cam',
        targets: [{ class: { rank: 1 } }],
      },
      () => undefined,
    ).result;
    return card.warnings.filter((warning) => !USUAL.test(warning));
  }

  return {
    async outcome(file: string): Promise<Outcome> {
      const timer = setTimeout(() => void engine.restart(), patienceMilliseconds);
      try {
        return { code: 'opens', message: (await openAndExplain(file)).join(' ') };
      } catch (error) {
        return toErrorData(error);
      } finally {
        clearTimeout(timer);
      }
    },
    stop: () => {
      engine.stop();
    },
  };
}
