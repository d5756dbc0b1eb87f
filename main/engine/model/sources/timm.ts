import path from 'node:path';
import * as z from 'zod';
import type { NamedClasses } from '../../../../shared/labelText.ts';
import type { Preprocessing } from '../../../../shared/modelCard.ts';
import type { InputShape } from '../../images/preprocess.ts';
import type { ModelFile } from '../modelFile.ts';
import { checked, readJson } from './readJson.ts';
import { completeRecipe } from './recipe.ts';
import type { Source } from './source.ts';

const side = z.number().int().positive();
const names = z.union([z.array(z.string()), z.record(z.string(), z.string())]);

const pretrainedSchema = z.object({
  input_size: z.tuple([side, side, side]).optional(),
  test_input_size: z.tuple([side, side, side]).nullish(),
  crop_pct: z.number().positive().max(2).default(0.875),
  test_crop_pct: z.number().positive().max(2).nullish(),
  crop_mode: z.enum(['center', 'squash', 'border']).nullish(),
  interpolation: z.enum(['nearest', 'bilinear', 'bicubic', 'lanczos', 'box', 'hamming']).default('bicubic'),
  mean: z.array(z.number()).min(1),
  std: z.array(z.number().positive()).min(1),
});

const configSchema = z.object({
  architecture: z.string().optional(),
  pretrained_cfg: pretrainedSchema,
  label_names: names.optional(),
  label_descriptions: z.record(z.string(), z.string()).optional(),
});
type Config = z.infer<typeof configSchema>;

/**
 * config.json as timm writes it for the Hugging Face hub: preprocessing under `pretrained_cfg`, and class names; older
 * ones have the same fields beside each other.
 */
export async function timmConfigSource({ folder }: ModelFile): Promise<Source | null> {
  const json = await readJson(path.join(folder, 'config.json'));
  return isTimmConfig(json) ? timmConfigOf(json, 'config.json') : null;
}

export function isTimmConfig(json: unknown): boolean {
  return typeof json === 'object' && json !== null && ('pretrained_cfg' in json || isFlat(json));
}

/** A `pretrained_cfg` by itself, told from other recipes by fields that only timm has beside `mean` and `std`. */
function isFlat(json: object): boolean {
  return (
    'mean' in json &&
    'std' in json &&
    ['input_size', 'interpolation', 'crop_pct'].some((field) => field in json)
  );
}

/** A timm configuration of any name. @throws WorkbenchError 'input-invalid' naming the field */
export function timmConfigOf(json: unknown, name: string): Source {
  const config = checked(configSchema, nested(json), name);
  const { pretrained_cfg: cfg, architecture } = config;
  const size = cfg.test_input_size ?? cfg.input_size;
  const told = `${name} (timm${architecture === undefined ? '' : `, ${architecture}`})`;
  return {
    name: told,
    size: size && { height: size[1], width: size[2] },
    preprocessing: (input) => completeRecipe(recipeOf(config, input), input, told),
    labels: labelsOf(config),
  };
}

function nested(json: unknown): unknown {
  return typeof json === 'object' && json !== null && isFlat(json) ? { ...json, pretrained_cfg: json } : json;
}

/**
 * The steps of timm's evaluation transform (`transforms_imagenet_eval`): each edge of the input divided by crop_pct is
 * the size of the resize. `squash` gives both edges that size, `border` the longer and fills the rest with the mean, and
 * `center` the shorter.
 */
function recipeOf({ pretrained_cfg: cfg }: Config, input: InputShape): Partial<Preprocessing> {
  const pct = (cfg.test_input_size && cfg.test_crop_pct) ?? cfg.crop_pct;
  const height = Math.floor(input.height / pct);
  const width = Math.floor(input.width / pct);
  return {
    resize:
      cfg.crop_mode === 'squash'
        ? { height, width }
        : cfg.crop_mode === 'border'
          ? { longestEdge: Math.max(height, width) }
          : { shortestEdge: Math.max(height, width) },
    crop: { height: input.height, width: input.width },
    cropRounding: 'even',
    fill: cfg.crop_mode === 'border' ? 'mean' : 'black',
    resample: cfg.interpolation,
    rescale: 1 / 255,
    mean: cfg.mean,
    std: cfg.std,
  };
}

/** Names of classes, which for ImageNet are WordNet ids, each with a description. */
function labelsOf({
  label_names: labels,
  label_descriptions: descriptions,
}: Config): NamedClasses | undefined {
  if (!labels) return undefined;
  const described = (label: string) => descriptions?.[label] ?? label;
  if (Array.isArray(labels)) return labels.map(described);
  return new Map(Object.entries(labels).map(([id, label]) => [Number(id), described(label)]));
}
