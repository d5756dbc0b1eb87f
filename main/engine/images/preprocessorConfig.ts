import * as z from 'zod';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Preprocessing } from '../../../shared/modelCard.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from './defaultPreprocessing.ts';
import type { Size } from './geometry.ts';
import type { InputShape } from './preprocess.ts';

/** Pillow's numbers for its filters. */
const RESAMPLE = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'] as const;

const edge = z.number().int().positive();
/** Also a list, [height, width]. */
const rectangle = z.union([
  z.object({ height: edge, width: edge }),
  z.tuple([edge, edge]).transform(([height, width]) => ({ height, width })),
]);
/** A step that is null is not taken, as image processors read it; one that is not named is. */
const step = z
  .boolean()
  .nullable()
  .default(true)
  .transform((taken) => taken ?? false);
/** Null stands for the usual value, as where the field is not named. */
const usually = <T extends z.ZodType>(schema: T, usual: z.output<T>) =>
  schema.nullish().transform((value): z.output<T> => value ?? usual);
const perChannel = z.union([z.number(), z.array(z.number()).min(1)]);

const configSchema = z.object({
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
  do_resize: step,
  size: z
    .union([edge, z.object({ shortest_edge: edge }), z.object({ longest_edge: edge }), rectangle])
    .nullish(),
  resample: usually(z.number().int().min(0).max(5), 2),
  crop_pct: z.number().positive().nullish(),
  do_center_crop: z.boolean().nullish(),
  crop_size: z.union([edge, rectangle]).nullish(),
  do_rescale: step,
  rescale_factor: usually(z.number().positive(), 1 / 255),
  rescale_offset: usually(z.boolean(), false),
  do_normalize: step,
  image_mean: perChannel.nullish(),
  image_std: perChannel.nullish(),
  include_top: usually(z.boolean(), false),
  do_flip_channel_order: usually(z.boolean(), false),
});
type Config = z.infer<typeof configSchema>;

/**
 * Reads a Hugging Face preprocessor_config.json (one input image of the given shape).
 *
 * @throws WorkbenchError `model-unsupported` naming the field that cannot be used.
 */
export function readPreprocessorConfig(json: unknown, input: InputShape): Preprocessing {
  const config = parse(json);
  const { resize, crop } = geometry(config, input);
  const final = crop ?? (resize !== null && 'height' in resize ? resize : null);
  if (final && (final.height !== input.height || final.width !== input.width)) {
    throw unusable(
      `it gives ${final.width} × ${final.height} pixels, but the model takes ${input.width} × ${input.height}`,
    );
  }
  const std = config.do_normalize ? channelValues(config.image_std, IMAGENET_STD, input.channels) : null;
  const mean = config.do_normalize ? channelValues(config.image_mean, IMAGENET_MEAN, input.channels) : null;
  const offset = config.rescale_offset ? 1 : 0;
  return {
    resize,
    resample: RESAMPLE[config.resample] ?? 'bilinear',
    crop,
    fill: 'black',
    rescale: config.do_rescale ? config.rescale_factor : 1,
    mean: Array.from({ length: input.channels }, (_, c) => (mean?.[c] ?? 0) + offset),
    // EfficientNet's `include_top` divides by std a second time.
    std: Array.from({ length: input.channels }, (_, c) => (std?.[c] ?? 1) ** (config.include_top ? 2 : 1)),
    channelOrder: channelOrderOf(config, input.channels),
    source: 'preprocessor_config.json',
  };
}

/** The input size that a configuration means, for a model that leaves it open. */
export function configuredSize(json: unknown): Size | undefined {
  const config = parse(json);
  const { resize, crop } = geometry(config, null);
  if (crop) return crop;
  if (resize === null) return undefined;
  if ('shortestEdge' in resize) return square(resize.shortestEdge);
  return 'longestEdge' in resize ? square(resize.longestEdge) : resize;
}

/** The same steps as the fields of a preprocessor_config.json, which have no words for `fill` and `cropRounding`. */
export function writePreprocessorConfig(preprocessing: Preprocessing): Record<string, unknown> {
  const { resize, resample, crop, rescale, mean, std, channelOrder } = preprocessing;
  return {
    do_resize: resize !== null,
    ...(resize && { size: sizeFields(resize) }),
    resample: RESAMPLE.indexOf(resample),
    do_center_crop: crop !== null,
    ...(crop && { crop_size: crop }),
    do_rescale: true,
    rescale_factor: rescale,
    do_normalize: true,
    image_mean: mean,
    image_std: std,
    do_flip_channel_order: channelOrder.startsWith('bgr'),
  };
}

function sizeFields(resize: NonNullable<Preprocessing['resize']>): Record<string, number> {
  if ('shortestEdge' in resize) return { shortest_edge: resize.shortestEdge };
  return 'longestEdge' in resize ? { longest_edge: resize.longestEdge } : resize;
}

function parse(json: unknown): Config {
  const parsed = configSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'the file';
  throw unusable(`${field}: ${issue?.message ?? 'not understood'}`);
}

/** @param input null where the model's own size is not known yet */
function geometry(config: Config, input: InputShape | null): Pick<Preprocessing, 'resize' | 'crop'> {
  const size = config.do_resize ? sizeOf(config) : null;
  const target = input && { height: input.height, width: input.width };
  if (size !== null && 'shortestEdge' in size && config.crop_pct) {
    // ConvNeXT and PoolFormer: resize to edge / crop_pct and crop the edge; from 384 on ConvNeXT only stretches.
    const exact = square(size.shortestEdge);
    if (size.shortestEdge >= 384) return { resize: exact, crop: null };
    return { resize: { shortestEdge: Math.floor(size.shortestEdge / config.crop_pct) }, crop: exact };
  }
  const cropSize = typeof config.crop_size === 'number' ? square(config.crop_size) : config.crop_size;
  const wanted = config.do_center_crop ?? (cropSize !== undefined && cropSize !== null);
  if (wanted) return { resize: size, crop: cropSize ?? target };
  // A fixed input cannot take a photo whose longer side varies: the centre is what such models are run on.
  return { resize: size, crop: size !== null && 'height' in size ? null : target };
}

/** Older configurations give one number; the vision transformers' and EfficientNet's processors read it as a square. */
function sizeOf(config: Config): Preprocessing['resize'] {
  const { size } = config;
  if (size === undefined || size === null) return null;
  if (typeof size !== 'number') {
    if ('shortest_edge' in size) return { shortestEdge: size.shortest_edge };
    return 'longest_edge' in size ? { longestEdge: size.longest_edge } : size;
  }
  const processor = config.image_processor_type ?? config.feature_extractor_type ?? '';
  return /^(ViT|DeiT|Beit|EfficientNet)/.test(processor) ? square(size) : { shortestEdge: size };
}

function channelOrderOf(
  { do_flip_channel_order: flipped }: Config,
  channels: number,
): Preprocessing['channelOrder'] {
  if (channels === 1) return 'grey';
  const order = flipped ? 'bgr' : 'rgb';
  return channels === 4 ? `${order}a` : order;
}

function square(edgeLength: number): { height: number; width: number } {
  return { height: edgeLength, width: edgeLength };
}

function channelValues(
  given: number | number[] | null | undefined,
  imageNet: readonly number[],
  channels: number,
): readonly number[] {
  if (typeof given === 'number') return new Array<number>(channels).fill(given);
  const values = given ?? (channels === 3 ? imageNet : [0.5]);
  if (values.length === channels) return values;
  if (values.length === 1) return new Array<number>(channels).fill(values[0]!);
  throw unusable(
    `image_mean and image_std have ${values.length} entries, but the model takes ${channels} channels`,
  );
}

function unusable(what: string): WorkbenchError {
  return new WorkbenchError(
    'model-unsupported',
    `preprocessor_config.json cannot be used: ${what}. Correct the file beside the model, or remove it to use the defaults.`,
  );
}
