import { LRUCache } from 'lru-cache';
import path from 'node:path';
import type { EngineJobs } from '../../shared/api.ts';
import type { Emit, EngineService } from '../../shared/job.ts';
import type { ActivationSession } from './activationSession.ts';
import { coalitionValue } from './coalition.ts';
import { runCurve } from './curve.ts';
import { explain, runForward, type Forward } from './explain.ts';
import { Explanations } from './explanations.ts';
import { figureOf } from './figures/figureOf.ts';
import { Folders } from './folders.ts';
import { methodOf, methods } from './methods/index.ts';
import { Models } from './models.ts';
import type { OpenModel } from './model/openModel.ts';
import { Photos } from './photos.ts';
import type { ProviderRequest } from './runtime/providers.ts';
import { runtimeVersion } from './runtime/session.ts';

export interface EngineOptions {
  /** Folder of the model that is offered at first start. */
  readonly bundledModel: string;
  /** Folder of the photos that are offered at first start. */
  readonly samples: string;
  readonly provider: ProviderRequest;
  /** Threads inside an operator; ONNX Runtime's own choice where absent. */
  readonly threads?: number;
  /** Version of the program. */
  readonly version: string;
}

/** Activations kept for the next class, method or curve of the same image. */
const FORWARD_MEMORY = 128 * 2 ** 20;

/** The engine behind every host: everything the contract in shared/api.ts asks for. */
export async function createEngine(options: EngineOptions): Promise<EngineService> {
  const folders = new Folders();
  const models = new Models(options.provider, options.threads);
  const photos = new Photos(folders);
  const explanations = new Explanations();
  await folders.add(options.samples);
  await models.add(options.bundledModel);

  const forwards = new LRUCache<string, Forward>({
    maxSize: FORWARD_MEMORY,
    sizeCalculation: ({ point }) => point.activation.byteLength,
  });

  async function forwardOf(
    model: OpenModel,
    session: ActivationSession,
    image: string,
    tensor: Float32Array,
  ): Promise<Forward> {
    const key = `${model.card.id}:${session.head.activation}:${image}`;
    const held = forwards.get(key);
    if (held) return { ...held, milliseconds: 0 };
    const forward = await runForward(session, tensor);
    forwards.set(key, forward);
    return forward;
  }

  async function explainImage(
    request: EngineJobs['explain']['input'],
    emit: Emit<EngineJobs['explain']['event']>,
  ): Promise<{ explanations: number }> {
    const method = methodOf(request.method);
    const model = await models.byId(request.model);
    const session = model.layer(request.layer);
    const { tensor, placement, milliseconds } = await photos.input(request.image, model);
    const forward = await forwardOf(model, session, request.image, tensor);
    const image = { tensor, placement, image: request.image, decodeMilliseconds: milliseconds };
    const results = await explain(model, session, method, image, forward, request.targets, (prediction) => {
      emit({ kind: 'prediction', prediction });
    });
    for (const result of results) {
      await emit({ kind: 'explanation', explanation: explanations.hold(result) });
    }
    return { explanations: results.length };
  }

  return {
    calls: {
      'engine.info': async () => ({
        version: options.version,
        runtime: `ONNX Runtime ${runtimeVersion()}`,
        providers: [...(await models.provider).statuses],
        methods: methods.map(({ id, title, summary, paper, complete }) => ({
          id,
          title,
          summary,
          paper,
          complete,
        })),
      }),
      'folder.list': () => Promise.resolve(folders.list()),
      'folder.add': ({ path: target }) => folders.add(path.resolve(target)),
      'image.thumbnail': ({ image, size }) => photos.thumbnail(image, size),
      'image.photo': ({ image, size }) => photos.photo(image, size),
      'image.modelView': async ({ image, model }) => photos.modelView(image, await models.byId(model)),
      'model.list': () => Promise.resolve(models.list()),
      'model.add': ({ path: target }) => models.add(target),
      'model.open': async ({ ref }) => {
        const { card } = await models.open(ref);
        return card;
      },
      'coalition.value': ({ explanation, absent }) => coalitionValue(explanations.get(explanation), absent),
      'figure.render': async ({ spec, ...output }) => {
        const explained = explanations.get(spec.explanation);
        const { image } = explained.explanation;
        const photo = image === null ? null : await photos.raster(image);
        const coalition = spec.absent.length === 0 ? null : await coalitionValue(explained, spec.absent);
        return figureOf(spec, explained, photo, coalition, { ...output, version: options.version });
      },
    },
    jobs: {
      'folder.scan': ({ folder }, emit, signal) => folders.scan(folder, emit, signal),
      explain: (request, emit) => explainImage(request, emit),
      curve: (request, emit, signal) =>
        runCurve(explanations.get(request.explanation), request, emit, signal),
    },
  };
}
