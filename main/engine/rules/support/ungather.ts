import type { Builder } from '../../onnx/builder.ts';
import { multiplyAlong } from './alongAxis.ts';

/** Up to this many reads of one element are added as gathers; more are one matrix product. */
const MOST_GATHERS = 4;

/**
 * The gradient of y[.., i, ..] = x[.., source[i], ..] along one axis: each x_j receives the sum of dL/dy
 * over the positions that read it.
 * @param sources for each position of y the position of x it reads, or null where it reads none
 * @param size length of x along the axis
 */
export function ungather(
  builder: Builder,
  dy: string,
  axis: number,
  rank: number,
  sources: readonly (number | null)[],
  size: number,
): string {
  const readers = Array.from({ length: size }, (): number[] => []);
  for (const [position, source] of sources.entries()) {
    if (source !== null) readers[source]?.push(position);
  }
  const most = Math.max(...readers.map((each) => each.length));
  if (most > MOST_GATHERS) {
    const matrix = readers.map((each) => sources.map((_, position) => (each.includes(position) ? 1 : 0)));
    return multiplyAlong(builder, dy, axis, rank, matrix);
  }
  const window = contiguous(sources);
  if (window) return placed(builder, dy, axis, rank, window, sources.length, size);
  const length = sources.length;
  const isSparse = readers.some((each) => each.length < most);
  const source = isSparse ? withZeros(builder, dy, axis, rank, 0, 1) : dy;
  return Array.from({ length: most }, (_, turn) =>
    builder.node('Gather', [source, builder.ints(readers.map((each) => each[turn] ?? length))], { axis }),
  ).reduce((sum, term) => builder.node('Add', [sum, term]));
}

/** Part of y that is a run of x: y[first + k] = x[start + k] for k < count, and y reads nothing elsewhere. */
interface Run {
  readonly first: number;
  readonly start: number;
  readonly count: number;
}

function contiguous(sources: readonly (number | null)[]): Run | undefined {
  const first = sources.findIndex((source) => source !== null);
  const reading = sources.filter((source) => source !== null);
  const start = sources[first];
  if (start === undefined || start === null) return undefined;
  const isRun = reading.every((source, k) => source === start + k && sources[first + k] === source);
  return isRun ? { first, start, count: reading.length } : undefined;
}

function placed(
  builder: Builder,
  dy: string,
  axis: number,
  rank: number,
  run: Run,
  length: number,
  size: number,
): string {
  const isWhole = run.first === 0 && run.count === length;
  const part = isWhole
    ? dy
    : builder.node('Slice', [
        dy,
        builder.ints([run.first]),
        builder.ints([run.first + run.count]),
        builder.ints([axis]),
      ]);
  return withZeros(builder, part, axis, rank, run.start, size - run.start - run.count);
}

function withZeros(
  builder: Builder,
  x: string,
  axis: number,
  rank: number,
  before: number,
  after: number,
): string {
  if (before === 0 && after === 0) return x;
  const pads = Array.from({ length: 2 * rank }, (_, index) =>
    index === axis ? before : index === axis + rank ? after : 0,
  );
  return builder.node('Pad', [x, builder.ints(pads)]);
}
