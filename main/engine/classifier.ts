import { WorkbenchError } from '../../shared/errors.ts';
import { DataType, dataTypeName } from './onnx/constant.ts';
import type { Model, ValueInfo } from './onnx/ir.ts';
import { moveChannelsFirst } from './passes/channelsLast.ts';
import { resolveConstantIfs } from './passes/constantIf.ts';
import { inlineFunctions } from './passes/inlineFunctions.ts';
import { findLogits, type Logits } from './passes/logits.ts';
import { specialise, type Evaluate, type Shapes } from './passes/specialise.ts';
import { upgradeOpset } from './passes/upgradeOpset.ts';

/** How the model takes its image. */
export interface ImageInput {
  readonly name: string;
  readonly layout: 'NCHW' | 'NHWC';
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** A classifier read for one input size: no shape arithmetic left, every shape known, the logits found. */
export interface Classifier {
  readonly model: Model;
  readonly shapes: Shapes;
  readonly input: ImageInput;
  readonly output: string;
  readonly logits: Logits;
  readonly opset: number;
}

/** Side of the input where a model leaves it open. */
const DEFAULT_SIZE = 224;

/**
 * Reads a model as an image classifier.
 * @param size height and width to use where the model leaves them open
 * @throws WorkbenchError 'model-unsupported' when it has no image input or no scores per class
 */
export async function readClassifier(
  model: Model,
  evaluate: Evaluate,
  size = DEFAULT_SIZE,
): Promise<Classifier> {
  const inlined = inlineFunctions(model);
  const input = imageInput(inlined, size);
  const image = { name: input.name, dims: inputDims(input, 1) };
  const resolved = await resolveConstantIfs(inlined, image, evaluate);
  const { model: fixed, shapes } = await specialise(upgradeOpset(resolved), image, evaluate);
  const output = fixed.graph.outputs[0];
  if (!output) throw new WorkbenchError('model-unsupported', 'The model has no output.');
  const logits = findLogits(fixed.graph, shapes, output.name);
  const moved = moveChannelsFirst(fixed.graph, shapes, input.name, logits.tensor);
  return {
    model: { ...fixed, graph: moved.graph },
    shapes: moved.shapes,
    input,
    output: output.name,
    logits,
    opset: fixed.opsets.get('') ?? 0,
  };
}

/** Shape of the input tensor for a batch of images. */
export function inputDims(input: ImageInput, batch: number): number[] {
  const { channels, height, width } = input;
  return input.layout === 'NCHW' ? [batch, channels, height, width] : [batch, height, width, channels];
}

function imageInput(model: Model, size: number): ImageInput {
  const [input, ...others] = model.graph.inputs;
  if (!input || others.length > 0) {
    const names = model.graph.inputs.map((each) => `'${each.name}'`).join(', ');
    throw new WorkbenchError(
      'model-unsupported',
      `A classifier takes one image; this model has ${input ? `the inputs ${names}` : 'no input'}.`,
    );
  }
  if (input.dtype !== DataType.float32) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${input.name}' is of ${dataTypeName(input.dtype)}; a float32 image is needed.`,
    );
  }
  return { name: input.name, ...layoutOf(input, size) };
}

function layoutOf(input: ValueInfo, size: number): Omit<ImageInput, 'name'> {
  const dims = input.dims ?? [];
  if (dims.length !== 4) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${input.name}' has ${String(dims.length)} dimensions; an image batch has 4.`,
    );
  }
  const fixed = dims.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : null));
  const isChannels = (dim: number | null | undefined) => dim === 1 || dim === 3 || dim === 4;
  const [, second, third, fourth] = fixed;
  if (!isChannels(second) && isChannels(fourth)) {
    return { layout: 'NHWC', channels: fourth, height: second ?? size, width: third ?? size };
  }
  if (isChannels(second) || second === null) {
    return { layout: 'NCHW', channels: second ?? 3, height: third ?? size, width: fourth ?? size };
  }
  throw new WorkbenchError(
    'model-unsupported',
    `Input '${input.name}' has ${String(second)} channels; images have 1, 3 or 4.`,
  );
}
