import * as z from 'zod';
import { ERROR_CODES } from './errors.ts';
import { imageFailureSchema, skippedEntrySchema } from './failures.ts';
import { explainEventSchema, explainRequestSchema } from './explaining.ts';
import { measurementSchema } from './measurement.ts';
import { menuActionSchema } from './menu.ts';
import { methodEstimateSchema, methodSchema, metricSchema } from './methodInfo.ts';
import { modelCardSchema, preprocessingSchema, providerStatusSchema, sizeSchema } from './modelCard.ts';
import { modelSettingsSchema } from './modelSettings.ts';
import { modelWishSchema } from './modelWish.ts';
import { paramsSchema } from './params.ts';
import { channelContributionSchema, classScoreSchema, coalitionValueSchema } from './result.ts';
import { figureSpecSchema } from './figure/figureSpec.ts';
import { sessionSchema } from './session.ts';
import { shapleyEstimateSchema, shapleyGoalSchema, toldSamplingSchema } from './shapley.ts';
import {
  topImagesEventSchema,
  topImagesProgressSchema,
  topImagesQuestionSchema,
  topImagesSchema,
  topImagesSearchSchema,
} from './topImages.ts';
import { bytes, float32 } from './tensor.ts';

export type { MethodEstimate, MethodInfo, MetricInfo } from './methodInfo.ts';

/**
 * THE contract between the window and the main side. Every name, type and check is derived from the
 * tables below: a call answers once, a job streams events and then answers, a notice comes unasked.
 */

const folderSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Where it lies on disk, for display only; the window never sends a path. */
  path: z.string(),
});
export type Folder = z.infer<typeof folderSchema>;

const imageEntrySchema = z.object({
  /** `<folder id>/<path relative to the folder, with forward slashes>`. */
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
});
export type ImageEntry = z.infer<typeof imageEntrySchema>;

const modelEntrySchema = z.object({ ref: z.string(), name: z.string(), path: z.string() });
export type ModelEntry = z.infer<typeof modelEntrySchema>;

const encodedImageSchema = z.object({
  mime: z.string(),
  data: bytes,
  width: z.number(),
  height: z.number(),
});
export type EncodedImage = z.infer<typeof encodedImageSchema>;

const imageRequest = z.object({ image: z.string(), size: z.number().int().min(16).max(8192) });

/** The model under other settings; the part about the photo is null where none is asked about. */
const modelPreviewSchema = z.object({
  input: modelCardSchema.shape.input,
  output: modelCardSchema.shape.output,
  preprocessing: preprocessingSchema,
  labelsSource: z.string(),
  warnings: z.array(z.string()),
  photo: z.object({ view: encodedImageSchema, top: z.array(classScoreSchema) }).nullable(),
});
export type ModelPreview = z.infer<typeof modelPreviewSchema>;

/** Names of images that one message may carry: some 10 MB of them. */
export const MOST_KNOWN_IMAGES = 100_000;

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });
const job = <I extends z.ZodType, E extends z.ZodType, R extends z.ZodType>(
  input: I,
  event: E,
  result: R,
) => ({
  input,
  event,
  result,
});

/** A model's explainer at a layer, by a method that can be written as a graph. */
const explainerRequest = z.object({ model: z.string(), layer: z.string(), method: z.string() });

/** A deletion or insertion curve of an explanation's class. */
const curveRequest = z.object({
  explanation: z.string(),
  kind: z.enum(['deletion', 'insertion']),
  /** `map`: by the saliency map; `random`: the control, a seeded random ranking. */
  ranking: z.enum(['map', 'random']),
  /** Pixels changed per step; the input's width where absent. */
  step: z.number().int().positive().optional(),
  seed: z.number().int().nonnegative(),
});

/** Calls the engine answers. */
export const engineCalls = {
  'engine.info': call(
    z.object({}),
    z.object({
      version: z.string(),
      runtime: z.string(),
      providers: z.array(providerStatusSchema),
      methods: z.array(methodSchema),
      metrics: z.array(metricSchema),
    }),
  ),
  'folder.list': call(z.object({}), z.array(folderSchema)),
  'image.thumbnail': call(imageRequest, encodedImageSchema),
  /** The upright photo, no larger than `size` on its longer side. */
  'image.photo': call(
    imageRequest,
    encodedImageSchema.extend({
      /** Of the photo itself. */
      photo: z.object({ width: z.number(), height: z.number() }),
    }),
  ),
  /** Exactly what the model saw: its input tensor, and the same turned back into pixels. */
  'image.modelView': call(
    z.object({ image: z.string(), model: z.string() }),
    encodedImageSchema.extend({
      /** In the input's own layout: [C, H, W] or [H, W, C]. */
      tensor: float32,
    }),
  ),
  'model.list': call(z.object({}), z.array(modelEntrySchema)),
  'model.open': call(z.object({ ref: z.string() }), modelCardSchema),
  /** What the person has set for the open model, and the presets that its input can take. */
  'model.settings': call(
    z.object({ model: z.string() }),
    z.object({
      settings: modelSettingsSchema,
      presets: z.array(z.object({ name: z.string(), size: sizeSchema, preprocessing: preprocessingSchema })),
    }),
  ),
  /** What the model would see and say of an image under other settings, which are not kept. */
  'model.preview': call(
    z.object({ model: z.string(), image: z.string().nullable(), settings: modelSettingsSchema }),
    modelPreviewSchema,
  ),
  /** Keeps settings for the open model, and opens it anew with them; empty ones bring back what is found. */
  'model.configure': call(z.object({ model: z.string(), settings: modelSettingsSchema }), modelCardSchema),
  /** What each method costs on one image at a layer, measured on this machine. */
  'method.estimates': call(
    z.object({
      model: z.string(),
      layer: z.string().optional(),
      methods: z.array(z.object({ method: z.string(), params: paramsSchema.optional() })).max(64),
    }),
    z.array(methodEstimateSchema),
  ),
  'coalition.value': call(
    z.object({ explanation: z.string(), absent: z.array(z.number().int().nonnegative()).max(65536) }),
    coalitionValueSchema,
  ),
  /** The changed image of a curve's point `at`, counted from 0, as the model saw it. */
  'curve.image': call(curveRequest.extend({ at: z.number().int().nonnegative() }), encodedImageSchema),
  /** Where on the map one channel speaks for the explained class, and where against it. */
  'channel.contribution': call(
    z.object({ explanation: z.string(), channel: z.number().int().nonnegative() }),
    channelContributionSchema,
  ),
  /** What a search for the best images knows of one channel so far; null where none was begun. */
  'topImages.held': call(topImagesQuestionSchema, topImagesSchema.nullable()),
  /** What is known of the Shapley values of an explanation's game, whichever method explained it; null for nothing. */
  'shapley.held': call(z.object({ explanation: z.string() }), shapleyEstimateSchema.nullable()),
  /** The figure in one format, and a JSON sidecar that says what it shows and where it comes from. Nothing reads one yet. */
  'figure.render': call(
    z.object({
      spec: figureSpecSchema,
      format: z.enum(['png', 'svg', 'pdf']),
      widthMillimetres: z.number().min(20).max(1000),
      dpi: z.number().min(50).max(1200),
    }),
    z.object({ data: bytes, mime: z.string(), sidecar: z.string() }),
  ),
  /** The model and its explainer as one ONNX file, for a host that cannot save it. */
  'explainer.encode': call(explainerRequest, z.object({ data: bytes, note: z.string().nullable() })),
} as const;

/** Work that streams. The caller names the job, so that an event can never arrive before its name is known. */
export const engineJobs = {
  'folder.scan': job(
    z.object({ folder: z.string() }),
    z.object({ images: z.array(imageEntrySchema) }),
    z.object({ images: z.number(), skipped: z.number(), skips: z.array(skippedEntrySchema) }),
  ),
  /**
   * Predicted classes of all images of a folder, by forward passes alone. What is known of a model and a folder is kept, also
   * when it is cancelled, and comes first the next time.
   */
  'folder.predict': job(
    z.object({
      model: z.string(),
      folder: z.string(),
      /** Images that are passed over: the window has their predictions of an engine that has ended since. */
      known: z.array(z.string()).max(MOST_KNOWN_IMAGES).optional(),
    }),
    z.object({
      /** Images looked at, those that cannot be read among them. */
      done: z.number(),
      total: z.number(),
      /** Null while that cannot be told. */
      millisecondsLeft: z.number().nullable(),
      /** Those that are new since the last event. */
      predictions: z.array(z.object({ image: z.string(), top: classScoreSchema })),
    }),
    z.object({ predicted: z.number(), broken: z.number(), failures: z.array(imageFailureSchema) }),
  ),
  /** The prediction first, how far a slow method has come, then one explanation per target, in the order asked for. */
  explain: job(explainRequestSchema, explainEventSchema, z.object({ explanations: z.number() })),
  /** One metric of a held explanation; a job, as some take long. */
  metric: job(
    z.object({
      explanation: z.string(),
      metric: z.string(),
      /** The metric's parameters that differ from their defaults. */
      params: paramsSchema.optional(),
    }),
    z.never(),
    measurementSchema,
  ),
  /** Deletion or insertion curve (RISE, Petsiuk et al. 2018): one event per evaluated batch of points. */
  curve: job(
    curveRequest,
    z.object({
      /** Number of points in the whole curve. */
      total: z.number(),
      /** Index of the first point in `probabilities`. */
      first: z.number(),
      probabilities: z.array(z.number()),
    }),
    z.object({
      auc: z.number(),
      step: z.number(),
      /** Set where large constant areas of the map leave the ranking to ties. */
      note: z.string().nullable(),
    }),
  ),
  /**
   * Shapley values of the explanation's channels, the ground truth of channel weights. What is done is held when it is
   * cancelled, and `resume` goes on from there with the same sequence of orders.
   */
  shapley: job(
    z.object({
      explanation: z.string(),
      seed: z
        .number()
        .int()
        .min(0)
        .max(2 ** 32 - 1),
      goal: shapleyGoalSchema,
      resume: z.boolean(),
      /**
       * Where to go on from as an event told it, where less is held: the engine that held it may have ended. What is told of
       * another game is passed over.
       */
      from: toldSamplingSchema.optional(),
    }),
    z.object({
      estimate: shapleyEstimateSchema,
      /** From where sampling can go on; null where the values are exact. */
      state: toldSamplingSchema.nullable(),
      /** Coalitions run since the job began, and how many a second. */
      coalitions: z.number(),
      perSecond: z.number(),
      /** Coalitions and seconds to go; null while that cannot be told. */
      left: z.number().nullable(),
      secondsLeft: z.number().nullable(),
    }),
    shapleyEstimateSchema,
  ),
  /**
   * Looks for the images of a folder that activate each channel of a layer most: one pass for all channels, which
   * `topImages.held` tells of. What is found is held when it is cancelled; `resume` goes on from there.
   */
  topImages: job(topImagesSearchSchema, topImagesEventSchema, topImagesProgressSchema),
} as const;

/** Calls of a host that an engine started anew must be told again. */
export const additionCalls = {
  'folder.add': call(z.object({ path: z.string() }), folderSchema),
  'model.add': call(z.object({ path: z.string(), wish: modelWishSchema.optional() }), modelEntrySchema),
} as const;

/** Calls that only a host may make of the engine: they take paths, and so never come from the window. */
export const privilegedCalls = {
  ...additionCalls,
  'explainer.write': call(
    explainerRequest.extend({ path: z.string() }),
    z.object({ note: z.string().nullable() }),
  ),
} as const;

/** Calls the host itself answers. */
export const hostCalls = {
  'host.info': call(
    z.object({}),
    z.object({
      kind: z.enum(['electron', 'browser']),
      /** Whether the host can show dialogs for files; a browser downloads instead and opens only offered folders. */
      dialogs: z.boolean(),
      versions: z.record(z.string(), z.string()),
    }),
  ),
  /** The licences of the application and of what it contains, as one text. */
  'host.notices': call(z.object({}), z.string()),
  'host.pickFolder': call(z.object({}), folderSchema.nullable()),
  'host.pickModel': call(z.object({}), modelEntrySchema.nullable()),
  /** Asks where to save and writes all files beside each other; null when the person cancels. */
  'host.saveFiles': call(
    z.object({
      files: z
        .array(z.object({ name: z.string(), data: bytes }))
        .min(1)
        .max(8),
    }),
    z.string().nullable(),
  ),
  /** Asks where to save an explainer file and has the engine write it there; null when the person cancels. */
  'host.saveExplainer': call(
    explainerRequest.extend({ name: z.string() }),
    z.object({ path: z.string(), note: z.string().nullable() }).nullable(),
  ),
  /** Starts the engine anew; on the provider named, where one is, instead of the one that it was started with. */
  'host.restartEngine': call(z.object({ provider: providerStatusSchema.shape.id.optional() }), z.object({})),
  /** Offers once more what was opened before: a disk may have been connected meanwhile. */
  'host.offerAgain': call(z.object({}), z.object({})),
  /** What the last window showed; null at the very first start. */
  'host.session': call(z.object({}), z.object({ session: sessionSchema.nullable() })),
  /** What this start was asked to open, which goes before the last session; answered once it is open. */
  'host.asked': call(
    z.object({}),
    z.object({
      /** Folder id. */
      folder: z.string().nullable(),
      /** Model ref. */
      model: z.string().nullable(),
    }),
  ),
  'host.saveSession': call(z.object({ session: sessionSchema }), z.object({})),
} as const;

/** What the main side tells without being asked. */
export const notices = {
  'engine.state': z.object({
    /** `unreachable` is told by a page itself, of a server that it cannot reach any more. */
    state: z.enum(['ready', 'restarting', 'failed', 'unreachable']),
    /** Why it restarted, failed or cannot be reached; null when ready. */
    reason: z.string().nullable(),
  }),
  'host.menu': z.object({ action: menuActionSchema }),
  /** The person opened something outside the page: from the menu, or by dropping it on the window. */
  'host.opened': z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('folder'), folder: folderSchema, image: z.string().nullable() }),
    z.object({ kind: z.literal('model'), model: modelEntrySchema }),
  ]),
  /** What they tried to open so cannot be. */
  'host.refused': z.object({ code: z.enum(ERROR_CODES), message: z.string() }),
} as const;

/** Everything the window may say. */
export const windowCalls = { ...engineCalls, ...hostCalls } as const;

export type CallTable = Record<string, { input: z.ZodType; output: z.ZodType }>;
export type JobTable = Record<string, { input: z.ZodType; event: z.ZodType; result: z.ZodType }>;

export type Calls<T extends CallTable> = {
  [K in keyof T]: { input: z.infer<T[K]['input']>; output: z.infer<T[K]['output']> };
};
export type Jobs<T extends JobTable> = {
  [K in keyof T]: {
    input: z.infer<T[K]['input']>;
    event: z.infer<T[K]['event']>;
    result: z.infer<T[K]['result']>;
  };
};

export type EngineCalls = Calls<typeof engineCalls>;
export type PrivilegedCalls = Calls<typeof privilegedCalls>;
export type HostCalls = Calls<typeof hostCalls>;
export type WindowCalls = Calls<typeof windowCalls>;
export type EngineJobs = Jobs<typeof engineJobs>;
export type Notices = { [K in keyof typeof notices]: z.infer<(typeof notices)[K]> };
