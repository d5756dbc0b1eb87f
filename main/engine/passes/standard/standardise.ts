import { WorkbenchError } from '../../../../shared/errors.ts';
import { describeNode, type Model, type Node } from '../../onnx/ir.ts';
import { specialise, type Evaluate, type ImageShape, type Specialised } from '../specialise.ts';
import { dequantise } from './dequantise.ts';
import { FUSED_FUNCTIONS } from './fusedFunctions.ts';
import { FUSED_PRODUCTS } from './fusedProducts.ts';
import { QUANTISED } from './quantisedOperators.ts';
import { rewriteNodes } from './rewrite.ts';

/*
 * Files that ONNX Runtime's own tools have written hold operators of its own. They are written as standard operators
 * on real numbers, so that every later pass meets each operation in one form.
 */

const FUSED = { ...FUSED_PRODUCTS, ...FUSED_FUNCTIONS };

/** Domains of operators whose tensors are laid out for one kind of processor. */
const LAYOUTS = new Set(['com.microsoft.nchwc', 'com.ms.internal.nhwc']);

const QUANTISED_NOTE =
  'The model is quantised: it is explained in float32, with its weights dequantised and without the rounding of its activations, whose limits stay.';

const keyOf = (node: Node) => `${node.domain}:${node.op}`;

/** @throws WorkbenchError 'model-unsupported' for a file that was optimised for one kind of processor */
export function refuseProcessorLayout(model: Model): void {
  const node = model.graph.nodes.find((each) => LAYOUTS.has(each.domain));
  if (!node) return;
  throw new WorkbenchError(
    'model-unsupported',
    `${describeNode(node)}: ONNX Runtime laid this file out for one kind of processor. Open the original file, or save it with graph optimisation level 'extended' or 'basic'.`,
  );
}

const isQuantised = (node: Node) =>
  keyOf(node) in QUANTISED || node.op === 'QuantizeLinear' || node.op === 'DequantizeLinear';

/** Whether a model holds anything but standard operators on real numbers. */
export function isStandard({ graph }: Model): boolean {
  return !graph.nodes.some((node) => keyOf(node) in FUSED || isQuantised(node));
}

/** Writes fused and quantised operators as standard ones; the new tensors are yet to be measured. */
export function standardise({ model, shapes }: Specialised, input: string): Model {
  const plain = rewriteNodes(model.graph, shapes, (node) => FUSED[keyOf(node)] ?? QUANTISED[keyOf(node)]);
  return { ...model, graph: dequantise(plain, shapes, input) };
}

/**
 * A model in standard operators on real numbers, measured again where that changed it.
 * @throws WorkbenchError 'model-unsupported' for an operator that cannot be read so
 */
export async function inStandardOperators(
  measured: Specialised,
  image: ImageShape,
  evaluate: Evaluate,
): Promise<Specialised & { readonly notes: readonly string[] }> {
  const { model } = measured;
  if (isStandard(model)) return { ...measured, notes: [] };
  const standard = await specialise(standardise(measured, image.name), image, evaluate);
  return { ...standard, notes: model.graph.nodes.some(isQuantised) ? [QUANTISED_NOTE] : [] };
}
