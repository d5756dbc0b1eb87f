import { WorkbenchError } from '../../shared/errors.ts';
import type { Builder } from './onnx/builder.ts';
import { describeNode, type Graph, type Node } from './onnx/ir.ts';
import type { Region } from './passes/elementwiseRegion.ts';
import { gradient as derivativeOf } from './propagation/gradient.ts';
import type { Propagation } from './propagation/propagation.ts';
import type { RuleSource } from './rules/index.ts';
import { lookUp, strayObstacle, type Obstacle, type Opsets } from './lookUp.ts';
import type { Reference } from './rules/support/reference.ts';
import { unbroadcast } from './rules/support/unbroadcast.ts';
import { asLinear, strayInputs, type ElementwiseRule, type Rule } from './rules/support/rule.ts';
import { Tape, type TapeGraph } from './rules/support/tape.ts';

/** The graph that is walked backwards, from `output` to `input`. */
export interface Walk extends Opsets {
  readonly graph: Graph;
  readonly facts: TapeGraph;
  readonly rules: RuleSource;
  readonly input: string;
  readonly output: string;
}

/** Nodes on the paths from the input to the output, in forward order; a region counts as one node. */
export function nodesOnPath(walk: Pick<Walk, 'graph' | 'facts' | 'output'>): Node[] {
  const wanted = new Set([walk.output]);
  const path: Node[] = [];
  for (let index = walk.graph.nodes.length - 1; index >= 0; index -= 1) {
    const written = walk.graph.nodes[index] as Node;
    const region = walk.facts.regions.get(written.outputs[0] ?? '');
    const node = region ? { ...written, inputs: [region.input] } : written;
    if (!node.outputs.some((output) => wanted.has(output) && walk.facts.varying.has(output))) continue;
    path.push(node);
    for (const input of node.inputs) if (walk.facts.varying.has(input)) wanted.add(input);
  }
  return path.reverse();
}

/** The rule of a node on the path, or the reason why there is none. */
export function ruleAt(node: Node, walk: Walk): Rule | Obstacle {
  const region = walk.facts.regions.get(node.outputs[0] ?? '');
  if (region) return regionRule(region, walk);
  const rule = lookUp(node, walk, walk.rules);
  if ('obstacle' in rule) return rule;
  const { varying } = walk.facts;
  const stray = strayInputs(rule, node).find((position) => varying.has(node.inputs[position] ?? ''));
  return stray === undefined ? rule : { obstacle: strayObstacle(node, stray, walk) };
}

/** A region as one non-linearity: its derivative comes from the chain rule within. */
function regionRule(region: Region, walk: Walk): ElementwiseRule {
  return {
    op: 'region',
    opset: [walk.opset, walk.opset],
    kind: 'elementwise',
    inputs: [0],
    derivative({ builder }) {
      if (!region.smooth.has(region.output)) return builder.scalar(0);
      const inside: Walk = {
        ...walk,
        graph: { ...walk.graph, nodes: region.nodes },
        facts: { ...walk.facts, varying: region.smooth, regions: new Map() },
        input: region.input,
        output: region.output,
      };
      return walkBackward(inside, builder, derivativeOf, builder.scalar(1), (tensor) => tensor);
    },
  };
}

/**
 * Writes the backward pass of a graph: multipliers (or derivatives) are sent from the output to the
 * input, added where paths meet.
 * @param seed multiplier of the output, in its shape
 * @returns name of the multiplier of the input, in its shape
 * @throws WorkbenchError 'operator-unsupported' naming the operator, its version and the node
 */
export function walkBackward(
  walk: Walk,
  builder: Builder,
  propagation: Propagation,
  seed: string,
  reference: Reference,
): string {
  const arriving = new Map<string, string[]>([[walk.output, [seed]]]);
  const path = nodesOnPath(walk);
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const node = path[index] as Node;
    const rule = ruleAt(node, walk);
    if ('obstacle' in rule)
      throw new WorkbenchError('operator-unsupported', `No explanation here: ${rule.obstacle}.`);
    builder.setPrefix(`${node.outputs[0] as string}/${propagation.id}`);
    for (const [position, output] of node.outputs.entries()) {
      const dy = sumOf(builder, arriving.get(output));
      if (dy === undefined) continue;
      const tape = new Tape(node, builder, walk.facts, position);
      for (const [input, gradient] of propagate(tape, rule, propagation, dy, reference)) {
        const others = arriving.get(input);
        if (others) others.push(gradient);
        else arriving.set(input, [gradient]);
      }
    }
  }
  builder.setPrefix(`${walk.input}/${propagation.id}`);
  const result = sumOf(builder, arriving.get(walk.input));
  if (result === undefined) {
    throw new WorkbenchError(
      'layer-unknown',
      `The output does not depend on tensor '${walk.input}'. Choose another layer.`,
    );
  }
  return result;
}

function sumOf(builder: Builder, terms: readonly string[] | undefined): string | undefined {
  return terms?.reduce((sum, term) => builder.node('Add', [sum, term]));
}

/** What one node sends to each of its varying inputs. An input that stands twice receives twice. */
function* propagate(
  tape: Tape,
  rule: Rule,
  propagation: Propagation,
  dy: string,
  reference: Reference,
): Generator<[input: string, multiplier: string]> {
  const varying = tape.node.inputs.flatMap((name, position) => (tape.varies(name) ? [position] : []));
  for (const position of varying) {
    const input = tape.input(position);
    switch (rule.kind) {
      case 'linear':
        yield [input, propagation.linear(tape, rule, dy, position)];
        break;
      case 'elementwise':
        yield [input, unbroadcast(tape, propagation.elementwise(tape, rule, dy, reference), input)];
        break;
      case 'bilinear':
        if (varying.length === 1) {
          yield [input, propagation.linear(tape, asLinear(rule), dy, position)];
        } else {
          const sent = propagation.bilinear(tape, rule, dy, position, reference);
          if (sent !== null) yield [input, sent];
        }
        break;
      case 'selection':
        yield [input, propagation.selection(tape, rule, dy, reference)];
        break;
      case 'paired':
        yield [input, propagation.paired(tape, rule, dy, position, reference)];
        break;
      case 'composite':
        throw new WorkbenchError(
          'internal',
          `${describeNode(tape.node)} was not replaced by simpler operators.`,
        );
    }
  }
}
