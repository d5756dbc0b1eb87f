import { WorkbenchError } from '../../../shared/errors.ts';
import { inputStrides } from '../../../shared/inputStrides.ts';
import type { ModelCard, Preprocessing } from '../../../shared/modelCard.ts';
import type { Placement } from '../../../shared/result.ts';
import { cropStart, resizedSize } from './geometry.ts';
import type { Raster } from './raster.ts';
import { resizeRaster } from './resize.ts';

/** The part of a model's input description that decides the tensor's layout. */
export type InputShape = Pick<ModelCard['input'], 'layout' | 'channels' | 'height' | 'width'>;

export interface Preprocessed {
  /** One image in the model's own layout: [C, H, W] for NCHW, [H, W, C] for NHWC. */
  readonly tensor: Float32Array;
  /** The input's rectangle on the upright photo; it reaches beyond the photo where the crop was padded. */
  readonly placement: Placement;
}

/**
 * Resize, centre crop (padded with black or the mean where the photo is smaller), rescale, normalise:
 * x = (pixel * rescale - mean) / std per channel.
 *
 * @throws WorkbenchError `input-invalid` where the steps do not give the model's input size.
 */
export async function preprocess(
  photo: Raster,
  preprocessing: Preprocessing,
  input: InputShape,
): Promise<Preprocessed> {
  const size = resizedSize(photo, preprocessing.resize);
  const crop = preprocessing.crop ?? size;
  if (crop.width !== input.width || crop.height !== input.height) {
    throw new WorkbenchError(
      'input-invalid',
      `The preprocessing gives ${crop.width} × ${crop.height} pixels, but the model takes ` +
        `${input.width} × ${input.height}. Correct it in the model settings (${preprocessing.source}).`,
    );
  }
  const resized = await resizeRaster(photo, size.width, size.height, preprocessing.resample);
  const left = cropStart(size.width, crop.width, preprocessing.cropRounding);
  const top = cropStart(size.height, crop.height, preprocessing.cropRounding);
  const scaleX = photo.width / size.width;
  const scaleY = photo.height / size.height;
  return {
    tensor: normalise(resized, left, top, preprocessing, input),
    placement: {
      photo: { width: photo.width, height: photo.height },
      seen: {
        x: left * scaleX,
        y: top * scaleY,
        width: crop.width * scaleX,
        height: crop.height * scaleY,
      },
    },
  };
}

function normalise(
  resized: Raster,
  left: number,
  top: number,
  preprocessing: Preprocessing,
  input: InputShape,
): Float32Array {
  const { channels, height, width } = input;
  const values = valueTables(preprocessing, channels);
  const order = sourceChannels(preprocessing.channelOrder, channels);
  const outside = order.map((source, c) => (source === ALPHA ? 255 : fillLevel(preprocessing, c)));
  const tensor = new Float32Array(channels * height * width);
  const { pixel, plane } = inputStrides(input);
  for (let y = 0; y < height; y++) {
    const row = y + top;
    for (let x = 0; x < width; x++) {
      const column = x + left;
      const inside = row >= 0 && row < resized.height && column >= 0 && column < resized.width;
      const from = (row * resized.width + column) * 4;
      const to = (y * width + x) * pixel;
      for (let c = 0; c < channels; c++) {
        const source = order[c]!;
        const level = inside ? levelAt(resized.data, from, source) : outside[c]!;
        tensor[to + c * plane] = values[c]![level]!;
      }
    }
  }
  return tensor;
}

/** The input tensor turned back into pixels: what the model saw. The inverse of {@link preprocess} up to rounding. */
export function modelView(tensor: Float32Array, preprocessing: Preprocessing, input: InputShape): Raster {
  const { channels, height, width } = input;
  const order = sourceChannels(preprocessing.channelOrder, channels);
  const { pixel, plane } = inputStrides(input);
  // Clamped arrays round to the nearest level and clip to 0-255.
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let c = 0; c < channels; c++) {
    const mean = preprocessing.mean[c] ?? 0;
    const std = preprocessing.std[c] ?? 1;
    if (order[c] === ALPHA) continue;
    const targets = order[c] === GREY ? [0, 1, 2] : [order[c]!];
    for (let i = 0; i < width * height; i++) {
      const level = (tensor[i * pixel + c * plane]! * std + mean) / preprocessing.rescale;
      for (const target of targets) data[i * 4 + target] = level;
    }
  }
  return { width, height, data };
}

const GREY = -1;
const ALPHA = 3;

const SOURCES: Readonly<Record<Preprocessing['channelOrder'], readonly number[]>> = {
  grey: [GREY],
  rgb: [0, 1, 2],
  bgr: [2, 1, 0],
  rgba: [0, 1, 2, 3],
  bgra: [2, 1, 0, 3],
};

/** Which RGBA byte feeds each tensor channel; -1 stands for the grey value of all three. */
function sourceChannels(order: Preprocessing['channelOrder'], channels: number): readonly number[] {
  const sources = SOURCES[order];
  if (sources.length === channels) return sources;
  throw new WorkbenchError(
    'input-invalid',
    `The model's input has ${channels} channels, which a photo (${order}) cannot fill. ` +
      'Choose another channel order in the model settings, or give a preprocessed .npy tensor instead.',
  );
}

function levelAt(data: Raster['data'], at: number, source: number): number {
  return source === GREY ? luma(data, at) : data[at + source]!;
}

/** The level 0-255 beyond the photo's edges. */
function fillLevel({ fill, mean, rescale }: Preprocessing, channel: number): number {
  if (fill === 'black') return 0;
  return Math.min(255, Math.max(0, Math.round((mean[channel] ?? 0) / rescale)));
}

/** ITU-R 601-2 luma in Pillow's 16-bit fixed point. */
function luma(data: Raster['data'], at: number): number {
  return (data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 0x8000) >> 16;
}

function valueTables({ rescale, mean, std }: Preprocessing, channels: number): readonly Float32Array[] {
  return Array.from({ length: channels }, (_, c) =>
    Float32Array.from(
      { length: 256 },
      (_unused, level) => (level * rescale - (mean[c] ?? 0)) / (std[c] ?? 1),
    ),
  );
}
