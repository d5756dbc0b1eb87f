import { WorkbenchError } from '../../../shared/errors.ts';
import { DataType, dataTypeName } from '../onnx/constant.ts';
import { intAttribute, intsAttribute, type Graph, type ValueInfo } from '../onnx/ir.ts';
import { inputPath } from './inputPath.ts';

export type Layout = 'NCHW' | 'NHWC';

/** How the model takes its image. */
export interface ImageInput {
  readonly name: string;
  readonly layout: Layout;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** What is wanted where a model leaves it open. */
export interface InputWish {
  /** Refused where the model takes another one. */
  readonly size?: Size | undefined;
  /** Taken where the model leaves it open. */
  readonly usualSize?: Size | undefined;
  readonly layout?: Layout | undefined;
}

interface Size {
  readonly height: number;
  readonly width: number;
}

export interface FoundInput {
  readonly input: ImageInput;
  /** Whether the model takes images of any height or width. */
  readonly open: boolean;
  /** What was guessed, for the person. */
  readonly warnings: readonly string[];
}

/** Side of the input where neither model nor person says one. */
const DEFAULT_SIZE = 224;
/** 8192 × 8192. */
const MOST_PIXELS = 2 ** 26;
const CHANNELS: readonly (number | null | undefined)[] = [1, 3, 4];

type Dims = readonly [number | null, number | null, number | null, number | null];

/**
 * Finds the image that a classifier takes: [N, C, H, W] or [N, H, W, C], of 1, 3 or 4 channels.
 * @throws WorkbenchError 'model-unsupported' for another kind of input, 'input-invalid' for a size it does not take
 */
export function findImageInput(graph: Graph, wish: InputWish): FoundInput {
  const [input, ...others] = graph.inputs;
  if (!input || others.length > 0) {
    const names = graph.inputs.map((each) => `'${each.name}'`).join(', ');
    throw new WorkbenchError(
      'model-unsupported',
      `A classifier takes one image; this model has ${input ? `the inputs ${names}` : 'no input'}.`,
    );
  }
  const dims = imageDims(input);
  const evidence = layoutEvidence(graph, input.name);
  const layout = wish.layout ?? evidence.layout ?? layoutByShape(dims);
  const [first, second, third] = dims.slice(1) as [number | null, number | null, number | null];
  const [channels, height, width] = layout === 'NHWC' ? [third, first, second] : [first, second, third];
  const depth = channels ?? evidence.channels ?? 3;
  if (!CHANNELS.includes(depth)) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${input.name}' has ${String(depth)} channels; images have 1, 3 or 4.`,
    );
  }
  const size = sizeOf(input.name, height, width, wish);
  if (size.height * size.width > MOST_PIXELS) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${input.name}' is an image of ${String(size.width)} × ${String(size.height)} pixels; ${String(MOST_PIXELS)} are the most that can be explained. Export the model for smaller images.`,
    );
  }
  const warnings: string[] = [];
  if (!wish.layout && !evidence.layout && !CHANNELS.includes(channels)) {
    warnings.push(
      `Input '${input.name}' does not say where its channels stand: ${layout === 'NCHW' ? '[N, C, H, W]' : '[N, H, W, C]'} with ${String(depth)} channels is assumed. Change it in the model settings.`,
    );
  }
  return {
    input: { name: input.name, layout, channels: depth, ...size },
    open: height === null || width === null,
    warnings,
  };
}

function imageDims(input: ValueInfo): Dims {
  if (input.dtype !== DataType.float32) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${input.name}' is of ${dataTypeName(input.dtype)}; a float32 image is needed.`,
    );
  }
  const dims = input.dims ?? [];
  if (dims.length !== 4) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${input.name}' has ${String(dims.length)} dimensions; an image batch has 4.`,
    );
  }
  return dims.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : null)) as unknown as Dims;
}

/** What the first operators tell: a transpose puts the channels where the convolution has them, whose kernel counts them. */
function layoutEvidence(graph: Graph, input: string): { layout?: Layout; channels?: number } {
  const path = inputPath(graph, input);
  const perm = path.flatMap((node) => (node.op === 'Transpose' ? [intsAttribute(node, 'perm')?.join()] : []));
  const conv = path.at(-1);
  if (perm.length > 1 || (perm.length === 1 && perm[0] !== '0,3,1,2')) return {};
  const layout = perm.length === 1 ? 'NHWC' : 'NCHW';
  if (conv?.op !== 'Conv') return perm.length === 1 ? { layout } : {};
  const inputs = graph.constants.get(conv.inputs[1] ?? '')?.dims[1];
  return { layout, ...(inputs !== undefined && { channels: inputs * intAttribute(conv, 'group', 1) }) };
}

function layoutByShape([, second, , fourth]: Dims): Layout {
  return !CHANNELS.includes(second) && CHANNELS.includes(fourth) ? 'NHWC' : 'NCHW';
}

function sizeOf(
  name: string,
  height: number | null,
  width: number | null,
  { size: wanted, usualSize: usual }: InputWish,
): Size {
  const fits = (own: number | null, asked: number) => own === null || own === asked;
  if (wanted && !(fits(height, wanted.height) && fits(width, wanted.width))) {
    throw new WorkbenchError(
      'input-invalid',
      `Input '${name}' takes ${String(height ?? 'any')} × ${String(width ?? 'any')} pixels (height × width), not ${String(wanted.height)} × ${String(wanted.width)}. Leave the size out.`,
    );
  }
  return {
    height: height ?? wanted?.height ?? usual?.height ?? DEFAULT_SIZE,
    width: width ?? wanted?.width ?? usual?.width ?? DEFAULT_SIZE,
  };
}
