/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** What kept the page's main thread busy while it was traced, in milliseconds. */
export interface MainThread {
  readonly frames: number;
  readonly longestTask: number;
  /** Scripting, style and layout from the start of one frame to the next, at the 95th percentile of the frames. */
  readonly frameWork: number;
  readonly longestFrameWork: number;
}

export const TRACE_CATEGORIES = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
];

const TASK = /(^|::)RunTask$/;
const FRAME = 'BeginMainThreadFrame';
const WORK = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'Layout',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'UpdateLayoutTree',
]);

/** Reads a trace of {@link TRACE_CATEGORIES}. Throws where it holds no frames: then nothing was measured. */
export function readTrace(trace: Buffer): MainThread {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const main = mainThread(traceEvents);
  const events = traceEvents.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const starts = events.filter(({ name }) => name === FRAME).map(({ ts }) => ts);
  if (starts.length < 2) throw new Error('The trace holds no frames');
  starts.sort((a, b) => a - b);
  const work = workOfFrames(starts, events);
  return {
    frames: work.length,
    longestTask: Math.max(...events.filter(({ name }) => TASK.test(name)).map(({ dur = 0 }) => dur)) / 1000,
    frameWork: (work[Math.ceil(0.95 * work.length) - 1] ?? NaN) / 1000,
    longestFrameWork: (work.at(-1) ?? NaN) / 1000,
  };
}

/** The renderer's main thread that did most. */
function mainThread(events: readonly TraceEvent[]): TraceEvent {
  const threads = events.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const busy = ({ pid, tid }: TraceEvent) =>
    events.filter((each) => each.pid === pid && each.tid === tid).length;
  const [busiest] = threads.sort((a, b) => busy(b) - busy(a));
  if (!busiest) throw new Error('The trace holds no main thread of a page');
  return busiest;
}

/** Work in each frame, sorted. What lies within another piece of work is not counted twice. */
function workOfFrames(starts: readonly number[], events: readonly TraceEvent[]): number[] {
  const pieces = events
    .filter(({ name, ph, dur }) => ph === 'X' && dur !== undefined && WORK.has(name))
    .sort((a, b) => a.ts - b.ts);
  const work = new Array<number>(starts.length - 1).fill(0);
  let frame = 0;
  let end = -Infinity;
  for (const { ts, dur = 0 } of pieces) {
    while (frame < work.length - 1 && ts >= (starts[frame + 1] ?? Infinity)) frame += 1;
    const from = Math.max(ts, end);
    end = Math.max(end, ts + dur);
    if (ts >= (starts[0] ?? 0) && ts < (starts.at(-1) ?? 0))
      work[frame] = (work[frame] ?? 0) + Math.max(0, end - from);
  }
  return work.sort((a, b) => a - b);
}
