import { WorkbenchError } from '../../shared/errors.ts';
import type { Classifier } from './classifier.ts';
import { headFacts, type HeadFacts } from './headFacts.ts';
import type { FloatType } from './onnx/constant.ts';
import { producersOf, type Graph, type Model, type ValueInfo } from './onnx/ir.ts';
import { liftBatch } from './passes/batchAxes.ts';
import { dependents } from './passes/dependence.ts';
import { elementwiseRegions } from './passes/elementwiseRegion.ts';
import { extract } from './passes/extract.ts';
import { lowerComposites } from './passes/lowerComposites.ts';
import { sideInputs } from './passes/sideInputs.ts';
import { ruleFor, type RuleSource } from './rules/index.ts';
import type { Walk } from './walk.ts';

/** The classifier from one activation tensor to the logits. */
export interface Head {
  /** Its inputs are the activation [N, C, H, W] and the side tensors; its output the logits. */
  readonly model: Model;
  /** The backward walk from the logits to the activation. */
  readonly walk: Walk;
  /** Tensor A. */
  readonly activation: string;
  /** [C, H, W]. */
  readonly shape: readonly [number, number, number];
  /** Tensors that pass beside A where it does not cut the graph; kept at their true values. */
  readonly sides: readonly string[];
  readonly logits: string;
  readonly classes: number;
  /** Whether F is affine in A, so that LIFT is the exact Shapley value. */
  readonly affine: boolean;
  /** Why the head cannot be differentiated, naming operator, version and node; null when it can. */
  readonly obstacle: string | null;
  /** Why it takes one coalition at a time; null when it takes any batch. */
  readonly batchObstacle: string | null;
}

/** Symbol of the batch dimension in the graphs that are written. */
export const BATCH = 'N';

/**
 * Splits a classifier at a tensor, and prepares the part after it for the backward walk.
 * @param rules where the walk finds its rules
 * @throws WorkbenchError 'layer-unknown' when the tensor is not an activation [1, C, H, W] on the way to the logits
 */
export function splitHead(classifier: Classifier, activation: string, rules: RuleSource = ruleFor): Head {
  const { model, shapes, logits } = classifier;
  const dims = shapes.get(activation);
  if (dims?.length !== 4 || dims[0] !== 1) {
    throw new WorkbenchError(
      'layer-unknown',
      `'${activation}' is not an activation of this model (a tensor [1, channels, height, width]). 'layers' lists them.`,
    );
  }
  const reached = dependents(model.graph, [activation]);
  if (!reached.has(logits.tensor)) {
    throw new WorkbenchError(
      'layer-unknown',
      `The logits do not depend on '${activation}'. Choose another layer.`,
    );
  }
  const sides = sideInputs(model.graph, shapes, classifier.input.name, activation, logits.tensor, reached);

  const dtype = model.graph.inputs[0]?.dtype as FloatType;
  const input = (name: string): ValueInfo => ({
    name,
    dtype,
    dims: [BATCH, ...(shapes.get(name) ?? []).slice(1)],
  });
  const inputs = [activation, ...sides.names];
  const output: ValueInfo = { name: logits.tensor, dtype, dims: null };
  const cut: Graph = extract(model.graph, inputs.map(input), [output]);
  const lowered = lowerComposites(cut, shapes, reached, classifier.opset, dtype, rules);
  const lifted = liftBatch(lowered.graph, lowered.shapes, inputs);
  const { varying } = lowered;
  const regions = elementwiseRegions(lifted.graph, lowered.shapes, varying);
  const walk: Walk = {
    graph: lifted.graph,
    facts: {
      shapes: lowered.shapes,
      axes: lifted.axes,
      varying,
      regions,
      producers: producersOf(lifted.graph),
    },
    opset: classifier.opset,
    fileOpset: classifier.fileOpset,
    rules,
    input: activation,
    output: logits.tensor,
  };
  const found = headFacts(lowered, [activation], logits.tensor, classifier, rules);
  const [{ affine, obstacle }] = found.heads as [HeadFacts];
  return {
    model: { ...model, functions: [], graph: lifted.graph },
    walk,
    activation,
    shape: [dims[1] as number, dims[2] as number, dims[3] as number],
    sides: sides.names,
    logits: logits.tensor,
    classes: logits.classes,
    affine,
    obstacle,
    batchObstacle: sides.obstacle ?? lifted.obstacle,
  };
}
