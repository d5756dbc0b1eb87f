import * as z from 'zod';

/** Side of an image in pixels. */
const edge = z.number().int().min(1).max(8192);
export const sizeSchema = z.object({ height: edge, width: edge });

export const layoutSchema = z.enum(['NCHW', 'NHWC']);

/** How the scores of classes become probabilities: shares of one, or each class by itself. */
export const activationSchema = z.enum(['softmax', 'sigmoid']);

/** How an image becomes the model's input tensor; the fields of a preprocessor_config.json, resolved. */
export const preprocessingSchema = z.object({
  /** Size before the crop: one edge in pixels, or an exact height and width; null leaves the photo as it is. */
  resize: z.union([z.object({ shortestEdge: edge }), z.object({ longestEdge: edge }), sizeSchema]).nullable(),
  resample: z.enum(['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming']),
  /** Centre crop in pixels, or null for none. */
  crop: sizeSchema.nullable(),
  /** Where an odd number of pixels is cut: down, as Hugging Face does (and where absent), or even, as torchvision does. */
  cropRounding: z.enum(['down', 'even']).optional(),
  /** What stands where a crop reaches beyond the photo: black, or the level that becomes 0. */
  fill: z.enum(['black', 'mean']),
  /** Multiplier of the 0-255 value, usually 1/255. */
  rescale: z.number().positive(),
  /** Subtracted, then divided by, per channel, after `rescale`. One entry per input channel. */
  mean: z.array(z.number()),
  std: z.array(z.number().positive()),
  /** What the input's channels hold; alpha is 255 everywhere, as photos are opaque. */
  channelOrder: z.enum(['rgb', 'bgr', 'grey', 'rgba', 'bgra']),
  /** Where these values were read from, for the person. */
  source: z.string(),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** A tensor at which a map can be taken. */
export const layerSchema = z.object({
  /** ONNX tensor name. */
  tensor: z.string(),
  /** Activation shape [C, H, W], without the batch. */
  shape: z.tuple([z.number(), z.number(), z.number()]),
  /** Operator that writes the tensor. */
  op: z.string(),
  /** Module path, outermost first, e.g. ["features", "7", "conv"]; as the exporter recorded it. */
  path: z.array(z.string()),
  /** `affine`: LIFT is the exact SHAP value; `non-linear`: an approximation. */
  head: z.enum(['affine', 'non-linear']),
  /** False when other tensors pass beside this one, so that they become side inputs of the head. */
  cut: z.boolean(),
  /** Multiply-accumulates of one forward pass through what comes after the layer. */
  headMultiplyAdds: z.number(),
  /** Null when the layer can be explained; otherwise what stands in the way, naming operator, version and node. */
  obstacle: z.string().nullable(),
});
export type Layer = z.infer<typeof layerSchema>;

/** Why a provider is in use or not. */
export const providerStatusSchema = z.object({
  id: z.enum(['cuda', 'webgpu', 'coreml', 'dml', 'cpu']),
  usable: z.boolean(),
  /** For an unusable provider the runtime's reason, in one line; null otherwise. */
  reason: z.string().nullable(),
});
export type ProviderStatus = z.infer<typeof providerStatusSchema>;
export type ProviderId = ProviderStatus['id'];

/** What the person needs to know about an opened model. */
export const modelCardSchema = z.object({
  /** Handle of the opened model: the SHA-256 of its file. */
  id: z.string(),
  name: z.string(),
  path: z.string(),
  sha256: z.string(),
  /** Set for an explainer file: the classifier inside, and where and how the file explains it. */
  explainerOf: z
    .object({
      model: z.object({ name: z.string(), sha256: z.string() }),
      layer: z.string(),
      method: z.string(),
    })
    .nullable(),
  input: z.object({
    name: z.string(),
    layout: layoutSchema,
    channels: z.number().int().positive(),
    height: z.number().int().positive(),
    width: z.number().int().positive(),
    /** Whether the model takes images of any height or width. */
    open: z.boolean(),
  }),
  output: z.object({
    name: z.string(),
    /** The tensor explained: before a trailing softmax or sigmoid, which is stripped. */
    logits: z.string(),
    classes: z.number().int().positive(),
    /** How the logits become probabilities. */
    activation: activationSchema,
    /** Why this output of several; null where there is no other. */
    reason: z.string().nullable(),
    /** Everything that the model gives; what cannot be explained says why. */
    choices: z.array(
      z.object({ name: z.string(), shape: z.array(z.number()), obstacle: z.string().nullable() }),
    ),
  }),
  /** One label per class; the index as text where the model names none. */
  labels: z.array(z.string()),
  /** Where the labels were read from, for the person. */
  labelsSource: z.string(),
  layers: z.array(layerSchema),
  defaultLayer: z.string(),
  /** Why that layer, in words: 'last activation before global average pooling'. */
  defaultReason: z.string(),
  /** Multiply-accumulates of one forward pass through the whole model. */
  multiplyAdds: z.number(),
  preprocessing: preprocessingSchema,
  provider: providerStatusSchema.shape.id,
  providers: z.array(providerStatusSchema),
  warnings: z.array(z.string()),
});
export type ModelCard = z.infer<typeof modelCardSchema>;
