import { describeNode, type Node } from './onnx/ir.ts';
import type { RuleSource } from './rules/index.ts';
import { knowsOpset, type Rule } from './rules/support/rule.ts';

/** The operator set of a graph, and that of the file it came from, by which people know it. */
export interface Opsets {
  readonly opset: number;
  readonly fileOpset: number;
}

/** Why a node has no rule that fits, naming operator, version and node. */
export interface Obstacle {
  readonly obstacle: string;
}

/** A node's rule, or the reason why it has none. */
export function lookUp(node: Node, { opset, fileOpset }: Opsets, rules: RuleSource): Rule | Obstacle {
  const rule = node.domain === '' ? rules(node.op) : undefined;
  const version = `operator set ${String(fileOpset)}`;
  if (!rule) return { obstacle: `${describeNode(node)} (${version}) has no rule` };
  if (knowsOpset(rule, opset)) return rule;
  const [from, to] = rule.opset;
  return {
    obstacle: `${describeNode(node)} is of ${version}; its rule knows ${String(from)} to ${String(to)}`,
  };
}

/** What stands in the way where an input that the rule does not provide for depends on the activation. */
export function strayObstacle(node: Node, position: number, { fileOpset }: Opsets): string {
  return `input ${String(position)} of ${describeNode(node)} (operator set ${String(fileOpset)}) depends on the activation`;
}
