import { WorkbenchError } from '../../shared/errors.ts';
import type { Classifier } from './classifier.ts';
import { DataType } from './onnx/constant.ts';
import type { Graph, Model, ValueInfo } from './onnx/ir.ts';
import { liftBatch } from './passes/batchAxes.ts';
import { ancestors, dependents } from './passes/dependence.ts';
import { extract } from './passes/extract.ts';
import type { TapeGraph } from './rules/support/tape.ts';
import { lookUp, nodesOnPath } from './walk.ts';

/** The classifier from one activation tensor to the logits. */
export interface Head {
  /** Its inputs are the activation [N, C, H, W] and the side tensors; its output the logits. */
  readonly model: Model;
  readonly facts: TapeGraph;
  readonly opset: number;
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
 * Splits a classifier at a tensor.
 * @throws WorkbenchError 'layer-unknown' when the tensor is not an activation [1, C, H, W] on the way to the logits
 */
export function splitHead(classifier: Classifier, activation: string): Head {
  const { model, shapes, logits } = classifier;
  const dims = shapes.get(activation);
  if (dims?.length !== 4 || dims[0] !== 1) {
    throw new WorkbenchError(
      'layer-unknown',
      `'${activation}' is not an activation of this model (a tensor [1, channels, height, width]). 'layers' lists them.`,
    );
  }
  const varying = dependents(model.graph, [activation]);
  if (!varying.has(logits.tensor)) {
    throw new WorkbenchError(
      'layer-unknown',
      `The logits do not depend on '${activation}'. Choose another layer.`,
    );
  }
  const needed = ancestors(model.graph, [logits.tensor]);
  const path = model.graph.nodes.filter((node) =>
    node.outputs.some((name) => varying.has(name) && needed.has(name) && name !== activation),
  );
  const sides = [...new Set(path.flatMap((node) => node.inputs))].filter(
    (name) => name !== '' && !varying.has(name) && !model.graph.constants.has(name),
  );

  const input = (name: string): ValueInfo => ({
    name,
    dtype: DataType.float32,
    dims: [BATCH, ...(shapes.get(name) ?? []).slice(1)],
  });
  const output: ValueInfo = { name: logits.tensor, dtype: DataType.float32, dims: null };
  const graph: Graph = extract(model.graph, [input(activation), ...sides.map(input)], [output]);
  const lifted = liftBatch(graph, shapes, [activation, ...sides]);
  const facts: TapeGraph = { shapes, axes: lifted.axes, varying };
  const walk = { graph: lifted.graph, facts, output: logits.tensor };
  const found = nodesOnPath(walk).map((node) => lookUp(node, classifier.opset, varying));
  const obstacle = found.flatMap((rule) => ('obstacle' in rule ? [rule.obstacle] : []))[0] ?? null;
  return {
    model: { ...model, functions: [], graph: lifted.graph },
    facts,
    opset: classifier.opset,
    activation,
    shape: [dims[1] as number, dims[2] as number, dims[3] as number],
    sides,
    logits: logits.tensor,
    classes: logits.classes,
    affine: obstacle === null && isAffine(walk, classifier.opset),
    obstacle,
    batchObstacle: lifted.obstacle,
  };
}

/** Linear operators only, and products of which one factor alone depends on the activation. */
function isAffine(walk: Parameters<typeof nodesOnPath>[0], opset: number): boolean {
  const { varying } = walk.facts;
  return nodesOnPath(walk).every((node) => {
    const rule = lookUp(node, opset, varying);
    if ('obstacle' in rule) return false;
    if (rule.kind === 'bilinear') return node.inputs.filter((name) => varying.has(name)).length === 1;
    return rule.kind === 'linear';
  });
}
