import { producersOf, type Graph, type Node } from '../onnx/ir.ts';
import { liftBatch } from './batchAxes.ts';
import { ancestors } from './dependence.ts';
import { writesDiscrete } from './elementwiseRegion.ts';
import { extract } from './extract.ts';
import type { Shapes } from './specialise.ts';

/** Tensors that reach the output beside the activation. */
export interface Sides {
  /** Float tensors with the batch as their first axis, one image for one. */
  readonly names: readonly string[];
  /** Why only one image at a time can be fed, or null. */
  readonly obstacle: string | null;
}

/**
 * Finds what a head needs beside the activation: the tensors at which its nodes meet the rest of the
 * graph, or what they are computed from where those themselves cannot be fed (truth values and
 * integers, tensors that hold the batch in another place).
 * @param image the graph's input
 * @param reached tensors that depend on the activation
 */
export function sideInputs(
  graph: Graph,
  shapes: Shapes,
  image: string,
  activation: string,
  output: string,
  reached: ReadonlySet<string>,
): Sides {
  const needed = ancestors(graph, [output]);
  const path = graph.nodes.filter((node) =>
    node.outputs.some((name) => reached.has(name) && needed.has(name) && name !== activation),
  );
  const producers = producersOf(graph);
  const own = (node: Node) =>
    node.inputs.filter((name) => name !== '' && !reached.has(name) && !graph.constants.has(name));
  let names = new Set(path.flatMap(own));
  if (names.size === 0) return { names: [], obstacle: null };
  for (;;) {
    const inputs = graph.inputs.filter((input) => input.name === image);
    const outputs = [...names].map((name) => ({ name, dtype: 0, dims: null }));
    const { axes, obstacle } = liftBatch(extract(graph, inputs, outputs), shapes, [image]);
    const unfit = [...names].filter((name) => {
      const producer = producers.get(name);
      if (!producer) return false;
      if (writesDiscrete(producer)) return true;
      return shapes.get(name)?.[0] !== 1 || (obstacle === null && axes.get(name) !== 0);
    });
    if (unfit.length === 0) return { names: [...names], obstacle };
    const before = unfit.flatMap((name) => own(producers.get(name) as Node));
    names = new Set([...[...names].filter((name) => !unfit.includes(name)), ...before]);
  }
}
