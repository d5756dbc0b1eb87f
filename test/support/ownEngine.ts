import { join } from 'node:path';
import { createEngine } from '../../main/engine/engine.ts';
import type { EngineJobs } from '../../shared/api.ts';
import type { ClassScore, Explanation, TargetSelector } from '../../shared/result.ts';
import type { EngineService } from '../../shared/job.ts';
import { repository } from './repository.ts';

export interface OwnEngine {
  readonly service: EngineService;
  explain(image: string, layer: string, target?: TargetSelector, method?: string): Promise<Explanation>;
}

/** An engine of the test's own on the bundled model and photos, to hold against what a window shows. */
export async function createOwnEngine(): Promise<OwnEngine> {
  const service = await createEngine({
    bundledModel: join(repository, 'models', 'efficientnet-lite0'),
    samples: join(repository, 'models', 'samples'),
    provider: 'cpu',
    threads: 1,
    version: '0.0.0-test',
  });
  const [model] = await service.calls['model.list']({});
  const [folder] = await service.calls['folder.list']({});
  const card = await service.calls['model.open']({ ref: model?.ref ?? '' });
  return {
    service,
    async explain(image, layer, target = { class: { rank: 1 } }, method = 'lift-cam') {
      const id = `${folder?.id ?? ''}/${image}`;
      return explainOne(service, { model: card.id, image: id, layer, targets: [target], method });
    },
  };
}

/** The explanation of a request's first target. */
export async function explainOne(
  service: EngineService,
  request: EngineJobs['explain']['input'],
): Promise<Explanation> {
  const found: Explanation[] = [];
  await service.jobs.explain(
    request,
    (event) => {
      if (event.kind === 'explanation') found.push(event.explanation);
    },
    new AbortController().signal,
  );
  const [explanation] = found;
  if (!explanation) throw new Error(`nothing was explained on ${request.image}`);
  return explanation;
}

/** The least likely of those classes that nothing speaks for: the map is negative or zero everywhere. */
export async function unlikelyClass(engine: OwnEngine, image: string, layer: string): Promise<ClassScore> {
  const { prediction } = await engine.explain(image, layer);
  const unlikely = [...prediction.logits.keys()].sort(
    (a, b) => (prediction.logits[a] ?? 0) - (prediction.logits[b] ?? 0),
  );
  for (const index of unlikely) {
    const { map, target } = await engine.explain(image, layer, { class: { index } });
    if (map.relu.every((value) => value === 0)) return target.class;
  }
  throw new Error(`something speaks for every class of ${image}`);
}

/** The channel of the largest alpha. */
export function topChannel(explanation: Explanation): number {
  const alpha = weightsOf(explanation);
  return alpha.indexOf(Math.max(...alpha));
}

/** The activation [H, W] of one channel. */
export function activationOf({ activation, layerShape }: Explanation, channel: number): Float32Array {
  const area = layerShape[1] * layerShape[2];
  return activation.subarray(channel * area, (channel + 1) * area);
}

/** The weights of a method that gives them. */
export function weightsOf({ alpha }: Explanation): Float32Array {
  if (!alpha) throw new Error('the method gives no alpha');
  return alpha;
}
