import { LRUCache } from 'lru-cache';
import path from 'node:path';
import { BUNDLED_FOLDER, BUNDLED_MODEL } from '../../shared/bundled.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { EngineJobs } from '../../shared/api.ts';
import type { CancelSignal, Emit, EngineService } from '../../shared/job.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { Prediction } from '../../shared/result.ts';
import { pointBytes, type ActivationSession } from './activationSession.ts';
import { BoxesBeside } from './boxes/boxesBeside.ts';
import { throwIfCancelled } from './cancel.ts';
import { coalitionValue } from './coalition.ts';
import { Contributions } from './contributions.ts';
import { curveImage, runCurve } from './curve.ts';
import { processorNote } from './explainerFile/processorNote.ts';
import { encodeExplainer, saveExplainer } from './explainerFile/saveExplainer.ts';
import { explain, runForward, type Forward } from './explain.ts';
import { Explanations, type Grounds, type Held } from './explanations.ts';
import { figureOf } from './figures/figureOf.ts';
import { FolderPredictions } from './folderPredictions.ts';
import { Folders } from './folders.ts';
import { GameFolder } from './gameFolder.ts';
import { chooseMethod, describeMethod } from './methodChoice.ts';
import { estimateMethods } from './methodEstimates.ts';
import { measure } from './measure.ts';
import { methods } from './methods/index.ts';
import { chooseMetric, describeMetric } from './metricChoice.ts';
import { metrics } from './metrics/index.ts';
import { Models } from './models.ts';
import type { OpenModel } from './model/openModel.ts';
import { presetsFor } from './model/presets.ts';
import { Previews } from './model/previews.ts';
import { Photos, type ModelInput } from './photos.ts';
import { Precedence } from './precedence.ts';
import type { ProviderRequest } from './runtime/providers.ts';
import { runtimeVersion } from './runtime/session.ts';
import { ShapleyGames } from './shapleyGames.ts';
import { runShapley } from './shapleyJob.ts';
import { tellProgress } from './tellProgress.ts';
import { TopImages } from './topImages/topImages.ts';

export interface EngineOptions {
  /** Folder of the model that is offered at first start. */
  readonly bundledModel: string;
  /** Folder of the photos that are offered at first start. */
  readonly samples: string;
  readonly provider: ProviderRequest;
  /** Threads inside an operator; ONNX Runtime's own choice where absent. */
  readonly threads?: number;
  /** Folder where what a person sets for a model, and what is sampled with it, is kept; forgotten with the process where absent. */
  readonly settingsFolder?: string;
  /** Version of the program. */
  readonly version: string;
}

/** Activations kept for the next class, method or curve of the same image. */
const FORWARD_MEMORY = 128 * 2 ** 20;

/** The engine behind every host: everything the contract in shared/api.ts asks for. */
export async function createEngine(options: EngineOptions): Promise<EngineService> {
  const folders = new Folders();
  const models = new Models(options.provider, options.threads, options.settingsFolder);
  const previews = new Previews((file, wish, signal) => models.read(file, wish, signal));
  const photos = new Photos(folders);
  const explanations = new Explanations(groundsOf);
  const { settingsFolder } = options;
  const shapleyGames = new ShapleyGames(
    new GameFolder(settingsFolder === undefined ? undefined : path.join(settingsFolder, 'games')),
  );
  const annotations = new BoxesBeside();
  const contributions = new Contributions();
  const precedence = new Precedence();
  const topImages = new TopImages(folders, photos, precedence);
  const folderPredictions = new FolderPredictions(folders, photos, precedence);
  await folders.add(options.samples, BUNDLED_FOLDER);
  await models.add(options.bundledModel, undefined, BUNDLED_MODEL);

  const forwards = new LRUCache<string, Forward>({
    maxSize: FORWARD_MEMORY,
    sizeCalculation: ({ point }) => pointBytes(point),
  });

  async function forwardOf(
    { opening }: OpenModel,
    session: ActivationSession,
    image: ModelInput,
  ): Promise<Forward> {
    const key = `${opening}:${session.head.activation}:${image.version}`;
    const held = forwards.get(key);
    if (held) return { ...held, milliseconds: 0 };
    const forward = await runForward(session, image.tensor);
    forwards.set(key, forward);
    return forward;
  }

  /** What an explanation was made from, once more. @throws WorkbenchError 'input-invalid' where the photo has changed */
  async function groundsOf({ model, explanation: { image, layer }, version }: Held): Promise<Grounds> {
    const input = await photos.input(image ?? '', model);
    if (input.version !== version) throw photoChanged();
    const session = model.layer(layer);
    const { point } = await session.using(() => forwardOf(model, session, input));
    return { point, input: input.tensor };
  }

  async function explainImage(
    request: EngineJobs['explain']['input'],
    emit: Emit<EngineJobs['explain']['event']>,
    signal: CancelSignal,
  ): Promise<{ explanations: number }> {
    const method = chooseMethod(request.method, request.params);
    const model = models.byId(request.model);
    model.throwIfChanged();
    const session = model.layer(request.layer);
    const wanted = () => {
      throwIfCancelled(signal, 'Explaining');
    };
    return session.using(async () => {
      const input = await photos.input(request.image, model);
      wanted();
      const forward = await forwardOf(model, session, input);
      wanted();
      const image = { ...input, image: request.image, decodeMilliseconds: input.milliseconds };
      const onPrediction = (prediction: Prediction) => void emit({ kind: 'prediction', prediction });
      const { targets } = request;
      const onProgress = tellProgress((progress) => void emit({ kind: 'progress', ...progress }));
      const following = { onPrediction, onProgress, signal };
      const results = await explain(model, session, method, image, forward, targets, following);
      wanted();
      const [first] = results;
      if (first) model.predictions.note(image.tensor, first.explanation.prediction);
      const warning = model.predictions.warning();
      for (const result of results) {
        if (warning !== null) result.explanation.warnings.push(warning);
        const explanation = explanations.hold(result, input.version);
        if (request.beside !== undefined && explanations.alike(explanation, request.beside)) {
          const { activation: _, ...rest } = explanation;
          await emit({ kind: 'beside', explanation: rest });
        } else await emit({ kind: 'explanation', explanation });
      }
      return { explanations: results.length };
    });
  }

  /** Opens a model; what was held of the one before is forgotten. */
  async function openModel(opening: () => Promise<OpenModel>): Promise<ModelCard> {
    const before = models.current;
    const model = await opening();
    if (model !== before) {
      previews.clear();
      forwards.clear();
      photos.forgetInputs();
      explanations.clear();
      contributions.clear();
      topImages.clear();
    }
    return model.card;
  }

  return {
    calls: {
      'engine.info': async () => ({
        version: options.version,
        runtime: `ONNX Runtime ${runtimeVersion()}`,
        providers: [...(await models.provider).statuses],
        methods: methods.map(describeMethod),
        metrics: metrics.map(describeMetric),
      }),
      'folder.list': () => Promise.resolve(folders.list()),
      'folder.add': ({ path: target }) => folders.add(path.resolve(target)),
      'image.thumbnail': ({ image, size }) => precedence.urgent(() => photos.thumbnail(image, size)),
      'image.photo': ({ image, size }) => precedence.urgent(() => photos.photo(image, size)),
      'image.modelView': async ({ image, model }) => photos.modelView(image, models.byId(model)),
      'model.list': () => Promise.resolve(models.list()),
      'model.add': ({ path: target, wish }) => models.add(target, wish),
      'model.open': ({ ref }, signal) => openModel(() => models.open(ref, signal)),
      'model.settings': async ({ model }) => {
        const { card } = models.byId(model);
        return { settings: await models.settingsOf(model), presets: presetsFor(card.input) };
      },
      'model.preview': async ({ model, image, settings }, signal) => {
        const photo = image === null ? null : await photos.raster(image);
        return previews.of(models.byId(model), settings, photo, signal);
      },
      'model.configure': ({ model, settings }, signal) =>
        openModel(() => models.configure(model, settings, signal)),
      'method.estimates': ({ model, layer, methods: asked }, signal) => {
        const session = models.byId(model).layer(layer);
        return session.using(() => estimateMethods(session, asked, signal));
      },
      'coalition.value': ({ explanation, absent }) =>
        precedence.urgent(async () => coalitionValue(await explanations.get(explanation), absent)),
      'channel.contribution': ({ explanation, channel }) =>
        precedence.urgent(async () =>
          contributions.of(explanation, await explanations.get(explanation), channel),
        ),
      'topImages.held': async (request) => topImages.held(models.byId(request.model), request),
      'explainer.encode': async ({ model, ...request }, signal) =>
        encodeExplainer(models.byId(model), { ...request, version: options.version }, signal),
      'explainer.write': async ({ model, path: target, ...request }, signal) => {
        const asked = { ...request, version: options.version };
        return { note: processorNote(await saveExplainer(models.byId(model), asked, target, signal)) };
      },
      'curve.image': async (request) => curveImage(await explanations.get(request.explanation), request),
      'shapley.held': async ({ explanation }) =>
        (await shapleyGames.get(await explanations.get(explanation)))?.estimate ?? null,
      'figure.render': async ({ spec, ...output }, signal) => {
        const explained = await explanations.get(spec.explanation);
        const { image } = explained.explanation;
        const original = image === null ? { photo: null, sha256: null } : await photos.original(image);
        // Asked after it was read, so that a photo that changes meanwhile is not taken for the one that was explained.
        if (image !== null && (await photos.version(image)) !== explained.version) throw photoChanged();
        throwIfCancelled(signal, 'Exporting');
        const coalition = spec.absent.length === 0 ? null : await coalitionValue(explained, spec.absent);
        throwIfCancelled(signal, 'Exporting');
        return figureOf(spec, explained, { ...original, row: null }, coalition, output, options.version);
      },
    },
    jobs: {
      'folder.scan': ({ folder }, emit, signal) => folders.scan(folder, emit, signal),
      'folder.predict': async ({ model, ...request }, emit, signal) =>
        folderPredictions.run(models.byId(model), request, emit, signal),
      explain: (request, emit, signal) => precedence.urgent(() => explainImage(request, emit, signal)),
      metric: async ({ explanation, metric, params }, _emit, signal) =>
        measure(
          await explanations.get(explanation),
          chooseMetric(metric, params),
          folders,
          annotations,
          signal,
        ),
      curve: async (request, emit, signal) =>
        runCurve(await explanations.get(request.explanation), request, emit, signal),
      shapley: async (request, emit, signal) =>
        runShapley(await explanations.get(request.explanation), request, shapleyGames, emit, signal),
      topImages: async (request, emit, signal) =>
        topImages.run(models.byId(request.model), request, emit, signal),
    },
  };
}

/** What is kept of an explanation is not of the photo that now lies under its name. */
function photoChanged(): WorkbenchError {
  return new WorkbenchError('input-invalid', 'The photo has changed since. Explain it again.');
}
