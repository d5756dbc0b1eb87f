import { floatsOf } from '../onnx/constant.ts';
import { floatAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { inputPath } from './inputPath.ts';

/** What a graph does to its image before the network proper: x -> (x - mean) / std, per channel or the same for all. */
export interface InputNormalisation {
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** The largest value of a white photo that this fits: 1 or 255. */
  readonly range: 1 | 255;
}

/** x -> scale x + shift, one entry per channel or one for all. */
interface Affine {
  readonly scale: readonly number[];
  readonly shift: readonly number[];
}

/**
 * Reads the normalisation that a graph carries, and infers from it whether the image's values go to 1 or to 255:
 * what is subtracted is the image's mean, about the middle of the range, and a bare factor brings 255 or 1 to about 1.
 * Null where the graph has none, or it fits neither.
 */
export function inputNormalisation(graph: Graph, input: string, channels: number): InputNormalisation | null {
  let total: Affine = { scale: [1], shift: [0] };
  let found = false;
  for (const node of inputPath(graph, input)) {
    const step = affineOf(node, graph, channels);
    if (step === null) continue;
    if (step === 'other') break;
    found = true;
    total = after(total, step);
  }
  if (!found || total.scale.some((scale) => scale === 0)) return null;
  const mean = zip(total, (scale, shift) => (shift === 0 ? 0 : -shift / scale));
  const std = zip(total, (scale) => 1 / scale);
  const range = rangeOf(average(mean), average(std));
  return range === null ? null : { mean, std, range };
}

/** The step that a node is; null for one that leaves values as they are. */
function affineOf(node: Node, graph: Graph, channels: number): Affine | 'other' | null {
  const values = (index: number) => channelValues(graph, node.inputs[index] ?? '', channels);
  const [left, right] = [values(0), values(1)];
  switch (node.op) {
    case 'Identity':
    case 'Cast':
    case 'Transpose':
      return null;
    case 'Add': {
      const term = left ?? right;
      return term ? { scale: [1], shift: term } : 'other';
    }
    case 'Sub':
      return right ? { scale: [1], shift: right.map((value) => -value) } : 'other';
    case 'Mul': {
      const factor = left ?? right;
      return factor ? { scale: factor, shift: [0] } : 'other';
    }
    case 'Div':
      return right ? { scale: right.map((value) => 1 / value), shift: [0] } : 'other';
    case 'BatchNormalization': {
      const [gamma, beta, mean, variance] = [1, 2, 3, 4].map(values);
      if (!gamma || !beta || !mean || !variance) return 'other';
      const epsilon = floatAttribute(node, 'epsilon', 1e-5);
      const scale = gamma.map((value, c) => value / Math.sqrt((variance[c] ?? 1) + epsilon));
      return { scale, shift: scale.map((value, c) => (beta[c] ?? 0) - value * (mean[c] ?? 0)) };
    }
    default:
      return 'other';
  }
}

/** A constant of one value, or of one per channel. */
function channelValues(graph: Graph, name: string, channels: number): number[] | null {
  const constant = graph.constants.get(name);
  const values = constant && floatsOf(constant);
  return values && (values.length === 1 || values.length === channels) ? Array.from(values) : null;
}

function after(first: Affine, then: Affine): Affine {
  const count = Math.max(first.scale.length, first.shift.length, then.scale.length, then.shift.length);
  const at = (values: readonly number[], c: number) => values[values.length === 1 ? 0 : c] ?? 0;
  const per = (value: (c: number) => number) => Array.from({ length: count }, (_, c) => value(c));
  return {
    scale: per((c) => at(first.scale, c) * at(then.scale, c)),
    shift: per((c) => at(first.shift, c) * at(then.scale, c) + at(then.shift, c)),
  };
}

function zip({ scale, shift }: Affine, value: (scale: number, shift: number) => number): number[] {
  return scale.map((each, c) => value(each, shift[shift.length === 1 ? 0 : c] ?? 0));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param std what a white photo's value is divided by */
function rangeOf(mean: number, std: number): 1 | 255 | null {
  if (mean > 0.2 && mean < 0.8) return 1;
  if (mean > 50 && mean < 200) return 255;
  if (mean !== 0) return null;
  return std > 40 && std <= 255 ? 255 : std > 0.15 && std < 0.9 ? 1 : null;
}
