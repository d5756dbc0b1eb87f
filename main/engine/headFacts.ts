import type { Node } from './onnx/ir.ts';
import { regionFinder, writesDiscrete } from './passes/elementwiseRegion.ts';
import { headPaths, type HeadPaths, type LayerBits, type PathNode } from './passes/headPaths.ts';
import type { Lowered } from './passes/lowerComposites.ts';
import { multiplyAdds } from './passes/multiplyAdds.ts';
import type { RuleSource } from './rules/index.ts';
import { lookUp, strayObstacle, type Opsets } from './lookUp.ts';
import { strayInputs, type Rule } from './rules/support/rule.ts';

/** What is known of a head before it is split off. */
export interface HeadFacts {
  /** Whether F is affine in A: linear operators only, and products of which one factor alone depends on A. */
  readonly affine: boolean;
  /** Why the head cannot be differentiated, naming operator, version and node; null when it can. */
  readonly obstacle: string | null;
  /** Multiply-accumulates of the head's forward pass, one image. */
  readonly multiplyAdds: number;
}

interface Finding {
  readonly layers: LayerBits;
  /** Whether it is a condition, which stands in the way only of what asks for it. */
  readonly isCondition: boolean;
  readonly obstacle: string;
}

/**
 * Describes the heads of many layers in one pass over the graph.
 * @param lowered the graph without composite operators
 * @param layers tensors, in any order
 * @returns the heads in the order of the layers, and the multiply-accumulates of the whole graph
 */
export function headFacts(
  lowered: Lowered,
  layers: readonly string[],
  output: string,
  opsets: Opsets,
  rules: RuleSource,
): { readonly heads: readonly HeadFacts[]; readonly multiplyAdds: number } {
  const { graph, shapes, obstacles } = lowered;
  const paths = headPaths(graph, layers, output, regionFinder(graph, shapes));
  const dims = (name: string) => shapes.get(name) ?? graph.constants.get(name)?.dims ?? [];
  const costs = layers.map(() => 0);
  let bent: LayerBits = 0n;
  const findings: Finding[] = [];
  for (const each of paths.nodes) {
    const { node } = each;
    const plain = each.layers & ~each.regions;
    bent |= each.regions;
    const failed = obstacles.get(node.outputs[0] ?? '');
    const rule = lookUp(node, opsets, rules);
    const isCondition = writesDiscrete(node);
    if (failed !== undefined) findings.push({ layers: plain, isCondition, obstacle: failed });
    else if ('obstacle' in rule) findings.push({ layers: plain, isCondition, obstacle: rule.obstacle });
    else {
      findings.push(...strayFindings(rule, each, paths, opsets));
      bent |= plain & bendingAt(rule, node, paths);
    }
    addTo(costs, each.layers, multiplyAdds(node, dims));
  }
  findings.reverse();
  const heads = layers.map((_, index) => {
    const own = 1n << BigInt(index);
    const found = findings.filter((finding) => (finding.layers & own) !== 0n);
    const obstacle = (found.find((finding) => !finding.isCondition) ?? found[0])?.obstacle ?? null;
    return {
      obstacle,
      affine: obstacle === null && (bent & own) === 0n,
      multiplyAdds: costs[index] as number,
    };
  });
  return { heads, multiplyAdds: graph.nodes.reduce((sum, node) => sum + multiplyAdds(node, dims), 0) };
}

/** Layers for which a node is not linear. */
function bendingAt(rule: Rule, node: Node, { reaching }: HeadPaths): LayerBits {
  if (rule.kind === 'linear') return 0n;
  if (rule.kind !== 'bilinear') return ~0n;
  const [first = '', second = ''] = node.inputs;
  return reaching(first) & reaching(second);
}

function strayFindings(
  rule: Rule,
  { node, layers, regions }: PathNode,
  { reaching }: HeadPaths,
  opsets: Opsets,
): Finding[] {
  return strayInputs(rule, node).flatMap((position) => {
    const strays = layers & ~regions & reaching(node.inputs[position] ?? '');
    return strays === 0n
      ? []
      : [{ layers: strays, isCondition: false, obstacle: strayObstacle(node, position, opsets) }];
  });
}

function addTo(costs: number[], layers: LayerBits, cost: number): void {
  if (cost === 0) return;
  for (const index of costs.keys()) {
    if (((layers >> BigInt(index)) & 1n) === 1n) costs[index] = (costs[index] as number) + cost;
  }
}
