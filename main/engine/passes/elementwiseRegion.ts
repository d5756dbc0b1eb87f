import { DataType } from '../onnx/constant.ts';
import { intAttribute, producersOf, type Graph, type Node } from '../onnx/ir.ts';
import { isPointwise } from './pointwise.ts';
import type { Shapes } from './specialise.ts';

/**
 * Nodes that together are a function of one variable, applied to each element on its own, though not
 * each of them has a rule: a choice or a step whose condition depends on the variable. (Softplus written
 * as Where(x > 20, x, Log(1 + Exp(x))).) They are explained as one non-linearity.
 */
export interface Region {
  /** The tensor that holds the variable. */
  readonly input: string;
  readonly output: string;
  /** In forward order. */
  readonly nodes: readonly Node[];
  /** Tensors of the region that have a derivative by the variable other than zero, the variable included. */
  readonly smooth: ReadonlySet<string>;
}

/** Operators whose result changes in steps, a float among floats. */
const FLOAT_STEPS = new Set(['Sign', 'Floor', 'Ceil', 'Round']);

/** Operators whose result changes in steps: its derivative is zero wherever it has one. */
const STEPS = new Set([
  ...['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Equal', 'IsNaN', 'IsInf'],
  ...['And', 'Or', 'Xor', 'Not'],
  ...FLOAT_STEPS,
]);

type Varies = (tensor: string) => boolean;

/** The region that a node ends, given which tensors depend on the activation; undefined where it ends none. */
export type FindRegion = (varies: Varies) => Region | undefined;

/** A finder of regions for each node that may end one: a float result that depends on a condition or a step. */
export function regionFinder(graph: Graph, shapes: Shapes): (node: Node) => FindRegion | undefined {
  const producers = producersOf(graph);
  const order = new Map(graph.nodes.map((node, index) => [node, index]));
  return (node) => {
    const [first] = node.inputs;
    if (first === undefined || !mayEndRegion(node, first, producers)) return undefined;
    return (varies) => (varies(first) ? regionOf(node, shapes, varies, producers, order) : undefined);
  };
}

/** Finds the regions of a graph, by the tensor they write. */
export function elementwiseRegions(
  graph: Graph,
  shapes: Shapes,
  varying: ReadonlySet<string>,
): Map<string, Region> {
  const finder = regionFinder(graph, shapes);
  const regions = graph.nodes.flatMap((node) => finder(node)?.((tensor) => varying.has(tensor)) ?? []);
  return new Map(regions.map((region) => [region.output, region]));
}

function mayEndRegion(node: Node, input: string, producers: ReadonlyMap<string, Node>): boolean {
  if (node.op === 'Where' || FLOAT_STEPS.has(node.op)) return true;
  return node.op === 'Cast' && toFloat(node) && isDiscrete(input, producers);
}

function toFloat(node: Node): boolean {
  const to = intAttribute(node, 'to', 0);
  return to === DataType.float32 || to === DataType.float64 || to === DataType.float16;
}

function isStep(node: Node): boolean {
  return STEPS.has(node.op) || (node.op === 'Cast' && !toFloat(node));
}

/** Whether a tensor holds truth values or integers. */
function isDiscrete(name: string, producers: ReadonlyMap<string, Node>): boolean {
  const node = producers.get(name);
  return node !== undefined && writesDiscrete(node);
}

/** Whether a node writes truth values or integers. */
export function writesDiscrete(node: Node): boolean {
  return (isStep(node) && !FLOAT_STEPS.has(node.op)) || node.op === 'ArgMax' || node.op === 'ArgMin';
}

/** Goes back from a node, latest tensors first, until everything comes from one tensor. */
function regionOf(
  last: Node,
  shapes: Shapes,
  varies: Varies,
  producers: ReadonlyMap<string, Node>,
  order: ReadonlyMap<Node, number>,
): Region | undefined {
  const output = last.outputs[0] as string;
  const dims = String(shapes.get(output));
  const nodes = new Set<Node>();
  let open = new Set([output]);
  while (nodes.size === 0 || open.size > 1 || isDiscrete([...open][0] as string, producers)) {
    const [latest] = [...open].sort((a, b) => position(b) - position(a));
    const node = producers.get(latest as string);
    if (!node || !isPointwise(node) || String(shapes.get(latest as string)) !== dims) return undefined;
    nodes.add(node);
    open.delete(latest as string);
    open = new Set([...open, ...node.inputs.filter(varies)]);
  }
  const [input] = [...open];
  if (input === undefined || String(shapes.get(input)) !== dims) return undefined;
  const forward = [...nodes].sort((a, b) => (order.get(a) as number) - (order.get(b) as number));
  return { input, output, nodes: forward, smooth: smoothIn(forward, input) };

  function position(name: string): number {
    const node = producers.get(name);
    return node ? (order.get(node) as number) : -1;
  }
}

function smoothIn(nodes: readonly Node[], input: string): Set<string> {
  const smooth = new Set([input]);
  for (const node of nodes) {
    const values = node.op === 'Where' ? node.inputs.slice(1) : node.inputs;
    if (isStep(node) || !values.some((name) => smooth.has(name))) continue;
    for (const output of node.outputs) smooth.add(output);
  }
  return smooth;
}
