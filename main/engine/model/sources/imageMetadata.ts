import type { Preprocessing } from '../../../../shared/modelCard.ts';
import { unusable } from './readJson.ts';
import { completeRecipe } from './recipe.ts';
import type { Source } from './source.ts';

const FORMATS: Readonly<Record<string, Preprocessing['channelOrder']>> = {
  Rgb8: 'rgb',
  Bgr8: 'bgr',
  Gray8: 'grey',
  Rgba8: 'rgba',
  Bgra8: 'bgra',
};

/** x = (level * rescale - mean) / std. */
const RANGES: Readonly<Record<string, { rescale: number; mean: number; std: number }>> = {
  NominalRange_0_255: { rescale: 1, mean: 0, std: 1 },
  Normalized_0_1: { rescale: 1 / 255, mean: 0, std: 1 },
  Normalized_1_1: { rescale: 1 / 255, mean: 0.5, std: 0.5 },
};

/**
 * The image metadata of the ONNX specification (Image.BitmapPixelFormat, Image.NominalPixelRange), as Custom Vision
 * and Windows ML write it. Null where there is none.
 * @throws WorkbenchError 'input-invalid' for a value that is not known
 */
export function imageMetadata(metadata: ReadonlyMap<string, string>): Source | null {
  const format = metadata.get('Image.BitmapPixelFormat');
  const range = metadata.get('Image.NominalPixelRange');
  if (format === undefined && range === undefined) return null;
  const name = "the model's metadata ('Image.NominalPixelRange')";
  const channelOrder = format === undefined ? undefined : FORMATS[format];
  if (format !== undefined && !channelOrder) throw unusable(name, `Image.BitmapPixelFormat: '${format}'`);
  const values = RANGES[range ?? 'NominalRange_0_255'];
  if (!values) throw unusable(name, `Image.NominalPixelRange: '${range ?? ''}'`);
  const { rescale, mean, std } = values;
  return {
    name,
    preprocessing: (input) => {
      const said = { rescale, mean: [mean], std: [std], ...(channelOrder && { channelOrder }) };
      return completeRecipe(said, input, name);
    },
  };
}
