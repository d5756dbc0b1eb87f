import type { Preprocessing } from '../../../../shared/modelCard.ts';
import type { Size } from '../../images/geometry.ts';
import type { InputShape } from '../../images/preprocess.ts';
import { labelsIn } from './labelFiles.ts';
import { imageMetadata } from './imageMetadata.ts';
import { unusable } from './readJson.ts';
import { completeRecipe, normalisationOf, shortestEdgeAndCrop } from './recipe.ts';
import { readRecipeFile } from './recipeFile.ts';
import type { Source } from './source.ts';
import { presetOfWeights, torchvisionPreset } from './torchvision.ts';
import { imageClassificationOf } from './torchvisionRepr.ts';

type Metadata = ReadonlyMap<string, string>;

const LABEL_KEYS = ['names', 'id2label', 'labels', 'classes', 'class_names', 'label_names'];
const RECIPE_KEYS = [
  ...['preprocessing', 'preprocessor_config', 'preprocessor', 'transforms', 'weights'],
  ...['pretrained_cfg', 'default_cfg'],
];
const SIZE_KEYS = ['imgsz', 'image_size', 'input_size', 'img_size'];

/** What the file itself says under `metadata_props`: keys that Ultralytics, Windows ML, Hugging Face and people write. */
export function metadataSource(metadata: Metadata): Source | null {
  const name = (key: string) => `the model's metadata ('${key}')`;
  const find = (keys: readonly string[]) => [...metadata].find(([key]) => keys.includes(key.toLowerCase()));
  const labels = find(LABEL_KEYS);
  const recipe = recipeIn(metadata, find(RECIPE_KEYS));
  const size = sizeIn(find(SIZE_KEYS)?.[1]) ?? recipe?.size;
  if (!labels && !recipe && !size) return null;
  return {
    name: recipe?.name ?? (labels ? name(labels[0]) : "the model's metadata"),
    size,
    ...(recipe?.preprocessing && { preprocessing: recipe.preprocessing }),
    labels: labels && labelsIn(labels[1], name(labels[0])),
  };
}

/** The first way in which a model's metadata describes its preprocessing. */
function recipeIn(metadata: Metadata, described: readonly [string, string] | undefined): Source | null {
  if (described) {
    const [key, text] = described;
    const name = `the model's metadata ('${key}')`;
    const preset = presetOfWeights(text);
    if (preset !== null) return torchvisionPreset(preset, `${name}: torchvision's ${preset}`);
    const written = imageClassificationOf(text, name);
    if (written) return written;
    if (text.trim().startsWith('{')) return readRecipeFile(text, name);
  }
  return ultralytics(metadata) ?? meanAndStd(metadata) ?? imageMetadata(metadata);
}

/** Ultralytics' classifiers: shorter edge to the input, centre crop, 0 to 1, no mean. */
function ultralytics(metadata: Metadata): Source | null {
  if (metadata.get('task') !== 'classify') return null;
  const name = "the model's metadata ('task': Ultralytics)";
  return {
    name,
    preprocessing: (input) => {
      const steps = shortestEdgeAndCrop(Math.max(input.height, input.width), sizeOf(input));
      const values = { rescale: 1 / 255, mean: [0], std: [1] };
      return completeRecipe({ ...steps, resample: 'bilinear', ...values }, input, name);
    },
  };
}

/** Keys `mean` and `std`, each a list of numbers. */
function meanAndStd(metadata: Metadata): Source | null {
  const listed = (keys: readonly string[]) =>
    keys.map((key) => metadata.get(key)).find((text) => text !== undefined);
  const mean = listed(['mean', 'image_mean']);
  const std = listed(['std', 'image_std']);
  if (mean === undefined || std === undefined) return null;
  const name = "the model's metadata ('mean' and 'std')";
  const values: Partial<Preprocessing> = normalisationOf(numbersIn(mean, name), numbersIn(std, name));
  return { name, preprocessing: (input) => completeRecipe(values, input, name) };
}

function numbersIn(text: string, name: string): number[] {
  const numbers = (text.match(/[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/gi) ?? []).map(Number);
  if (numbers.length > 0) return numbers;
  throw unusable(name, `'${text}' holds no numbers`);
}

/** "[224, 224]" or "224": the last two numbers are height and width. */
function sizeIn(text: string | undefined): Size | undefined {
  const numbers = (text?.match(/\d+/g) ?? []).map(Number).filter((side) => side > 0);
  const [height, width = height] = numbers.slice(-2);
  return height === undefined || width === undefined ? undefined : { height, width };
}

function sizeOf({ height, width }: InputShape): Size {
  return { height, width };
}
