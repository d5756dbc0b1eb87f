import { floatsOf, integersOf } from '../../onnx/constant.ts';
import { floatAttribute, intAttribute, intsAttribute, stringAttribute } from '../../onnx/ir.ts';
import type { Tape } from './tape.ts';

/** How one axis is sampled anew. */
export interface Sampling {
  readonly input: number;
  readonly output: number;
  readonly scale: number;
  readonly mode: string;
  readonly nearestMode: string;
  readonly coordinates: string;
  readonly cubicA: number;
  readonly excludesOutside: boolean;
  readonly antialias: boolean;
  /** First and last place that are sampled, as shares of the input's length; null where all of it is. */
  readonly crop: readonly [start: number, end: number] | null;
}

/** The sampling of every axis of a Resize node. */
export function readResize(tape: Tape): Sampling[] {
  const { node } = tape;
  const [input, output] = [tape.dims(tape.input(0)), tape.dims(tape.output)];
  const coordinates = stringAttribute(node, 'coordinate_transformation_mode', 'half_pixel');
  const named = intsAttribute(node, 'axes')?.map((axis) => (axis + input.length) % input.length);
  const axes = named ?? input.map((_, axis) => axis);
  const given = namedScales(
    tape,
    axes.map((axis) => input[axis] as number),
  );
  const region =
    coordinates === 'tf_crop_and_resize' ? floatsOf(tape.requireConstant(1, 'region')) : undefined;
  return input.map((length, axis) => {
    const position = axes.indexOf(axis);
    const size = output[axis] as number;
    return {
      input: length,
      output: size,
      scale: position < 0 ? 1 : (given?.[position] ?? size / length),
      mode: stringAttribute(node, 'mode', 'nearest'),
      nearestMode: stringAttribute(node, 'nearest_mode', 'round_prefer_floor'),
      coordinates,
      cubicA: floatAttribute(node, 'cubic_coeff_a', -0.75),
      excludesOutside: intAttribute(node, 'exclude_outside', 0) === 1,
      antialias: intAttribute(node, 'antialias', 0) === 1,
      crop: region && position >= 0 ? cropOf(region, position, axes.length) : null,
    };
  });
}

/** Where the region of an axis starts and ends: all starts are named before all ends. */
function cropOf(region: ArrayLike<number>, position: number, count: number): [start: number, end: number] {
  return [region[position] as number, region[position + count] as number];
}

/**
 * The scales of the axes that the node names where they do not follow from the sizes: they are named, or are one
 * for all that keeps the aspect ratio within (or beyond) the named sizes.
 * @param lengths of these axes
 */
function namedScales(tape: Tape, lengths: readonly number[]): readonly number[] | undefined {
  if (tape.input(2) === '') {
    const sizes = integersOf(tape.requireConstant(3, 'size'));
    if (!sizes) throw tape.unsupported('its size is not an integer');
    const policy = stringAttribute(tape.node, 'keep_aspect_ratio_policy', 'stretch');
    if (policy === 'stretch') return undefined;
    const ratios = lengths.map((length, index) => (sizes[index] as number) / length);
    const common = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
    return lengths.map(() => common);
  }
  const scales = floatsOf(tape.requireConstant(2, 'scale'));
  return scales && scales.length > 0 ? Array.from(scales) : undefined;
}

/** Weights [output][input] of one axis, after the definition of Resize in the ONNX specification. */
export function interpolation(sampling: Sampling): number[][] {
  return Array.from({ length: sampling.output }, (_, at) => {
    const row = Array.from({ length: sampling.input }, () => 0);
    const position = coordinate(sampling, at);
    // What a crop samples outside is a constant.
    if (sampling.crop && (position < 0 || position > sampling.input - 1)) return row;
    for (const [index, weight] of taps(sampling, position)) {
      const inside = Math.min(Math.max(index, 0), sampling.input - 1);
      row[inside] = (row[inside] as number) + weight;
    }
    return row;
  });
}

/** Where position `at` of the output lies in the input; in float32, as runtimes compute it. */
function coordinate({ input, output, scale, coordinates, crop }: Sampling, at: number): number {
  if (crop) {
    const [start, end] = crop.map((share) => share * (input - 1)) as [number, number];
    return output > 1 ? start + (at * (end - start)) / (output - 1) : (start + end) / 2;
  }
  const halfPixel = Math.fround(Math.fround(at + 0.5) / Math.fround(scale)) - 0.5;
  switch (coordinates) {
    case 'align_corners':
      return output === 1 ? 0 : Math.fround((at * (input - 1)) / (output - 1));
    case 'asymmetric':
      return Math.fround(at / Math.fround(scale));
    case 'pytorch_half_pixel':
      return output > 1 ? halfPixel : 0;
    case 'half_pixel_symmetric':
      return (input / 2) * (1 - output / (input * scale)) + halfPixel;
    case 'tf_half_pixel_for_nn':
      return halfPixel + 0.5;
    default:
      return halfPixel;
  }
}

/** Positions that are read and their weights. */
function taps(sampling: Sampling, position: number): [index: number, weight: number][] {
  if (sampling.mode === 'nearest') return [[nearest(sampling, position), 1]];
  const isCubic = sampling.mode === 'cubic';
  const shrink = sampling.antialias ? Math.min(1, sampling.scale) : 1;
  const reach = (isCubic ? 2 : 1) / shrink;
  const weigh = (distance: number) => (isCubic ? keys(distance, sampling.cubicA) : Math.max(0, 1 - distance));
  const found: [number, number][] = [];
  for (let index = Math.ceil(position - reach); index <= Math.floor(position + reach); index += 1) {
    const isInside = index >= 0 && index < sampling.input;
    if (!isInside && isCubic && sampling.excludesOutside) continue;
    found.push([index, weigh(Math.abs(index - position) * shrink)]);
  }
  const total = found.reduce((sum, [, weight]) => sum + weight, 0);
  return found.map(([index, weight]) => [index, weight / total]);
}

function nearest({ nearestMode, scale }: Sampling, position: number): number {
  if (scale === 1) return Math.round(position);
  switch (nearestMode) {
    case 'floor':
      return Math.floor(position);
    case 'ceil':
      return Math.ceil(position);
    case 'round_prefer_ceil':
      return Math.floor(position + 0.5);
    default:
      return Math.ceil(position - 0.5);
  }
}

/** Keys 1981: the cubic convolution kernel. */
function keys(distance: number, a: number): number {
  const [x, x2, x3] = [distance, distance ** 2, distance ** 3];
  if (x <= 1) return (a + 2) * x3 - (a + 3) * x2 + 1;
  return x < 2 ? a * x3 - 5 * a * x2 + 8 * a * x - 4 * a : 0;
}
