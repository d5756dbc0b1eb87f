import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { writeBackbone } from '../backbone.ts';
import { inputDims, type Classifier } from '../classifier.ts';
import { BATCH, type Head } from '../head.ts';
import { HeadExplainer } from '../headExplainer.ts';
import type { Method } from '../methods/method.ts';
import { Builder } from '../onnx/builder.ts';
import { DataType, float32Constant } from '../onnx/constant.ts';
import { describeNode, type Graph, type ValueInfo } from '../onnx/ir.ts';
import { shareConstants } from '../passes/shareConstants.ts';
import type { Evaluate } from '../passes/specialise.ts';
import { gradient as gradientOf } from '../propagation/gradient.ts';
import { lift } from '../propagation/lift.ts';
import { INPUTS, type OutputName } from './roles.ts';
import { publish, type Published } from './publish.ts';

/**
 * Writes backbone, head and what explains it as one graph: (image, seed) -> logits, activation, gradient, multipliers,
 * alpha, map. Both halves read the same weights. Tensors that pass beside the layer are computed on the way, and the
 * reference pass with them where it depends on the image.
 * @param method one that can be written as a graph
 * @throws WorkbenchError 'operator-unsupported' for operators outside the standard domain
 */
export async function writeExplainerGraph(
  classifier: Classifier,
  head: Head,
  write: NonNullable<Method['write']>,
  evaluate: Evaluate,
): Promise<Published> {
  const backbone = writeBackbone(classifier, head);
  const batch = backbone.batchable && head.batchObstacle === null ? BATCH : 1;
  const builder = new Builder(joined(backbone.model.graph, head.model.graph));
  builder.setPrefix('explainer');
  const seed = builder.name('seed');
  const reference = float32Constant([1, ...head.shape], new Float32Array(elementCount(head.shape)));
  const explainer = new HeadExplainer(head, builder, reference, seed);
  const { activation } = head;
  const gradient = explainer.multipliers(gradientOf);
  const multipliers = explainer.multipliers(lift);
  const contributions = builder.node('Mul', [multipliers, explainer.difference()]);

  const sum = (x: string, ...axes: number[]) =>
    builder.node('ReduceSum', [x, builder.ints(axes)], { keepdims: 0 });
  const scoreOf = (logits: string) => sum(builder.node('Mul', [explainer.seed, logits]), 1);
  const [score, base] = [scoreOf(explainer.logits), scoreOf(explainer.base)];
  const difference = builder.node('Sub', [score, base]);
  const residual = builder.node('Sub', [sum(contributions, 1, 2, 3), difference]);
  const magnitude = sum(builder.node('Abs', [contributions]), 1, 2, 3);

  const [channels, height, width] = head.shape;
  const written = write(builder, { activation, gradient, contributions });
  const alpha = 'alpha' in written ? written.alpha : null;
  const plane = builder.ints([-1, height, width]);
  const signed =
    'alpha' in written
      ? builder.node('Reshape', [explainer.weightedMap(written.alpha), plane])
      : written.signed;
  const map = builder.node('Relu', [signed]);
  await explainer.settle(evaluate);

  const layer = [channels, height, width];
  const outputs: Partial<Record<OutputName, readonly [tensor: string, dims: readonly number[]]>> = {
    logits: [explainer.logits, [head.classes]],
    activation: [activation, layer],
    gradient: [gradient, layer],
    multipliers: [multipliers, layer],
    ...(alpha !== null && { alpha: [alpha, [channels]] }),
    map: [map, [height, width]],
    signed: [signed, [height, width]],
    score: [score, []],
    base: [base, []],
    residual: [residual, []],
    magnitude: [magnitude, []],
  };
  const info = (name: string, dims: readonly number[]): ValueInfo => ({
    name,
    dtype: DataType.float32,
    dims: [batch, ...dims],
  });
  const [, ...imageDims] = inputDims(classifier.input, 1);
  const graph = builder.graph(
    'explainer',
    [info(classifier.input.name, imageDims), info(seed, [head.classes])],
    Object.values(outputs).map(([tensor, dims]) => info(tensor, dims)),
  );
  refuseOtherDomains(graph);
  const names = new Map<string, string>([
    [classifier.input.name, INPUTS.image],
    [seed, INPUTS.seed],
  ]);
  return publish(shareConstants(graph), names, Object.keys(outputs));
}

/** Two graphs of one classifier as one; a tensor that both compute is computed once. */
function joined(first: Graph, second: Graph): Graph {
  const written = new Set(first.nodes.flatMap((node) => node.outputs));
  return {
    ...first,
    nodes: [
      ...first.nodes,
      ...second.nodes.filter((node) => !node.outputs.some((name) => written.has(name))),
    ],
    constants: new Map([...second.constants, ...first.constants]),
  };
}

function refuseOtherDomains({ nodes }: Graph): void {
  const foreign = nodes.find((node) => node.domain !== '');
  if (!foreign) return;
  throw new WorkbenchError(
    'operator-unsupported',
    `An explainer file holds standard operators only, and this model has ${describeNode(foreign)}. Export the model without optimising it for a runtime.`,
  );
}
