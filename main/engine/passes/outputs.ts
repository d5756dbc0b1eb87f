import { WorkbenchError } from '../../../shared/errors.ts';
import { DataType } from '../onnx/constant.ts';
import { producersOf, type Graph } from '../onnx/ir.ts';
import { ancestors } from './dependence.ts';
import { findLogits, originOf, type Logits } from './logits.ts';
import { sequencesOf } from './sequences.ts';
import type { Shapes } from './specialise.ts';

/** An output of the model, with the logits behind it where it holds one score per class. */
export interface OutputCandidate {
  readonly name: string;
  readonly shape: readonly number[];
  readonly logits: Logits | null;
  /** Where the logits were computed: outputs that share it are one thing told twice. */
  readonly origin: string;
  /** Why it holds no scores per class; null where it does. */
  readonly obstacle: string | null;
}

/** Everything that the model gives, in its order. @param graph specialised for one image */
export function listOutputs(graph: Graph, shapes: Shapes): OutputCandidate[] {
  const boxes = boxCount(graph, shapes);
  const producers = producersOf(graph);
  const sequences = sequencesOf(graph);
  return graph.outputs.map(({ name, dtype }) => {
    const shape = shapes.get(name) ?? [];
    const refused = (obstacle: string) => ({ name, shape, logits: null, origin: name, obstacle });
    if (sequences.has(name)) {
      return refused(
        `Output '${name}' is a sequence of tensors; a classifier gives one score per class, [1, classes].`,
      );
    }
    if (!shapes.has(name)) return refused(`Output '${name}' does not depend on the image.`);
    if (dtype === DataType.int64 || dtype === DataType.int32) {
      return refused(`Output '${name}' holds whole numbers, the chosen classes perhaps, and no scores.`);
    }
    try {
      const logits = findLogits(graph, shapes, name);
      const origin = originOf(logits.tensor, producers);
      if (logits.classes !== boxes) return { name, shape, logits, origin, obstacle: null };
      return refused(
        `Output '${name}' holds one score for each of ${String(boxes)} boxes: a detection model cannot be explained here.`,
      );
    } catch (error) {
      if (error instanceof WorkbenchError) return refused(error.message);
      throw error;
    }
  });
}

/** How many boxes a detection model gives: [1, n, 4] or [n, 4]. */
function boxCount(graph: Graph, shapes: Shapes): number | null {
  for (const { name } of graph.outputs) {
    const dims = shapes.get(name) ?? [];
    const count = dims.at(-2);
    if (dims.length >= 2 && dims.at(-1) === 4 && count !== undefined && count > 1) return count;
  }
  return null;
}

export interface ChosenOutput {
  readonly name: string;
  readonly logits: Logits;
  /** Why this one of several; null where there is no other. */
  readonly reason: string | null;
}

/** Numbers of classes of ImageNet, with and without a background, and of its larger editions. */
const USUAL_COUNTS: readonly number[] = [1000, 1001, 21841, 21843];

/**
 * The output to explain: the one that is wanted, or the most plausible one.
 * @param counts numbers of classes that the files beside the model speak of
 * @throws WorkbenchError 'model-unsupported', 'input-invalid' where the wanted one is none that can be explained
 */
export function chooseOutput(
  candidates: readonly OutputCandidate[],
  graph: Graph,
  counts: readonly number[],
  wanted?: string,
): ChosenOutput {
  const able = candidates.filter(isAble);
  const [first] = able;
  if (wanted !== undefined) {
    const found = able.find(({ name }) => name === wanted);
    if (!found) throw notThere(candidates, able, wanted);
    return chosen(found, able, 'it was asked for');
  }
  if (!first) throw noneOf(candidates);
  if (able.length === 1) return chosen(first, able, candidates.length > 1 ? 'no other gives scores' : null);
  let left = able;
  let reason = 'it is the first';
  for (const { why, keep } of preferences(able, graph, counts)) {
    const kept = left.filter(keep);
    if (kept.length === 0 || kept.length === left.length) continue;
    left = kept;
    reason = why;
    if (left.length === 1) break;
  }
  return chosen(left[0] ?? first, able, reason);
}

type AbleOutput = OutputCandidate & { readonly logits: Logits };

function isAble(output: OutputCandidate): output is AbleOutput {
  return output.logits !== null;
}

/** What makes one output likelier than another, the strongest first. */
function preferences(able: readonly AbleOutput[], graph: Graph, counts: readonly number[]) {
  const before = new Map(able.map(({ origin }) => [origin, ancestors(graph, [origin])]));
  const leads = (from: string, to: string) => from !== to && before.get(to)?.has(from) === true;
  return [
    {
      why: 'the others are computed on the way to it',
      keep: ({ origin }: AbleOutput) => !able.some((other) => leads(origin, other.origin)),
    },
    {
      why: 'it has as many classes as the files beside the model name',
      keep: ({ logits }: AbleOutput) => counts.includes(logits.classes),
    },
    { why: 'the other is an auxiliary head', keep: ({ name }: AbleOutput) => !/aux/i.test(name) },
    {
      why: 'it holds the scores before they become probabilities',
      keep: (output: AbleOutput) => isRaw(output) || !twinsOf(output, able).some(isRaw),
    },
    {
      why: 'its name is that of class scores',
      keep: ({ name }: AbleOutput) => /logit|score|output|prob|class|cls|pred|softmax/i.test(name),
    },
    {
      why: 'its number of classes is a usual one',
      keep: ({ logits }: AbleOutput) => USUAL_COUNTS.includes(logits.classes),
    },
    { why: 'it has more than one class', keep: ({ logits }: AbleOutput) => logits.classes > 1 },
  ];
}

function isRaw({ logits }: AbleOutput): boolean {
  return logits.activation === 'none';
}

/** Outputs that are made of the same logits. */
function twinsOf({ origin }: AbleOutput, able: readonly AbleOutput[]): AbleOutput[] {
  return able.filter((other) => other.origin === origin);
}

/** Of a pair of logits and probabilities, the probabilities tell how one becomes the other. */
function chosen(output: AbleOutput, able: readonly AbleOutput[], reason: string | null): ChosenOutput {
  const told = twinsOf(output, able).find((twin) => !isRaw(twin)) ?? output;
  return { name: output.name, logits: { ...output.logits, activation: told.logits.activation }, reason };
}

function noneOf(candidates: readonly OutputCandidate[]): WorkbenchError {
  const [first] = candidates;
  if (!first) return new WorkbenchError('model-unsupported', 'The model has no output.');
  if (candidates.length === 1) return new WorkbenchError('model-unsupported', first.obstacle ?? '');
  const shapes = candidates.map(({ name, shape }) => `'${name}' [${shape.join(', ')}]`).join(', ');
  return new WorkbenchError(
    'model-unsupported',
    `No output gives one score per class, [1, classes]: ${shapes}. Detection and segmentation models cannot be explained here.`,
  );
}

function notThere(
  candidates: readonly OutputCandidate[],
  able: readonly AbleOutput[],
  wanted: string,
): WorkbenchError {
  const found = candidates.find(({ name }) => name === wanted);
  const choice = able.map(({ name }) => `'${name}'`).join(', ');
  const why = found?.obstacle ?? `The model has no output '${wanted}'.`;
  return new WorkbenchError('input-invalid', `${why} Choose from ${choice || 'another model'}.`);
}
