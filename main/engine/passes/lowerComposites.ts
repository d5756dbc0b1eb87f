import { WorkbenchError } from '../../../shared/errors.ts';
import { Builder, makeNode } from '../onnx/builder.ts';
import type { FloatType } from '../onnx/constant.ts';
import type { Graph, Node } from '../onnx/ir.ts';
import { Lowering, type LoweringGraph } from '../rules/support/lowering.ts';
import { knowsOpset, strayInputs, type Rule } from '../rules/support/rule.ts';
import type { Shapes } from './specialise.ts';

export interface Lowered {
  readonly graph: Graph;
  readonly shapes: Shapes;
  readonly varying: ReadonlySet<string>;
  /** Why an operator could not be replaced, by the first tensor it writes. */
  readonly obstacles: ReadonlyMap<string, string>;
}

/** Gives the rule for a node of the standard domain. */
type RuleOfNode = (op: string, node: Node) => Rule | undefined;

/** Stands in the names of tensors inside an operator that was replaced. */
export const LOWERED = '/lowered';

/**
 * Replaces operators that stand for several simpler ones, where they depend on the activation, by
 * those: the walk then meets operators that have a rule of their own.
 */
export function lowerComposites(
  graph: Graph,
  shapes: Shapes,
  varying: ReadonlySet<string>,
  opset: number,
  floatType: FloatType,
  rules: RuleOfNode,
): Lowered {
  const builder = new Builder({ ...graph, nodes: [] }, floatType);
  const obstacles = new Map<string, string>();
  const isStray = (rule: Rule, node: Node) =>
    strayInputs(rule, node).some((position) => target.varying.has(node.inputs[position] ?? ''));
  const target: LoweringGraph = {
    shapes: new Map(shapes),
    varying: new Set(varying),
    axes: new Map(),
    regions: new Map(),
    producers: new Map(),
    append(node) {
      const rule = node.domain === '' ? rules(node.op, node) : undefined;
      const isOnPath = node.outputs.some((output) => target.varying.has(output));
      const applies = rule !== undefined && isOnPath && knowsOpset(rule, opset) && !isStray(rule, node);
      const result = applies ? rule.lower?.(loweringOf(node)) : undefined;
      if (result === undefined) builder.append(node);
      else builder.append(makeNode('Identity', [result], [node.outputs[0] as string]));
    },
  };
  const loweringOf = (node: Node) => {
    builder.setPrefix(`${node.outputs[0] as string}${LOWERED}`);
    return new Lowering(node, builder, target);
  };
  for (const node of graph.nodes) {
    try {
      target.append(node);
    } catch (error) {
      if (!(error instanceof WorkbenchError) || error.code !== 'operator-unsupported') throw error;
      obstacles.set(node.outputs[0] ?? '', error.message.replace(/\.$/, ''));
      builder.append(node);
    }
  }
  const lowered = builder.graph(graph.name, graph.inputs, graph.outputs);
  return { graph: lowered, shapes: target.shapes, varying: target.varying, obstacles };
}
