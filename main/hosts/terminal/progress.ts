import { SingleBar } from 'cli-progress';

/** How far a command has come, on standard error: a bar on a terminal, otherwise a line now and then. */
export interface Progress {
  advance(count?: number): void;
  /** Another total than was thought at first. */
  expect(total: number): void;
  /** Writes a line without spoiling the bar. */
  say(line: string): void;
  stop(): void;
}

/** Soon enough to tell a command that runs from one that hangs. */
const FIRST_LINE_MILLISECONDS = 2_000;
const LINE_EVERY_MILLISECONDS = 10_000;
const CLEAR_LINE = '\r\u001b[K';

/** @param unit what is counted, in the plural */
export function startProgress(total: number, unit: string, stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? progressBar(total, unit, stream) : progressLines(total, unit, stream);
}

function progressBar(total: number, unit: string, stream: NodeJS.WriteStream): Progress {
  const rate = rateMeter();
  const bar = new SingleBar({
    format: `{bar} {value} of {total} ${unit} · {rate}/s · {eta_formatted} left`,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    barCompleteChar: '━',
    barIncompleteChar: '╌',
    barsize: 30,
  });
  bar.start(total, 0, { rate: '–' });
  return {
    advance: (count = 1) => {
      bar.increment(count, { rate: rate.next(count).toFixed(1) });
    },
    expect: (next) => {
      bar.setTotal(next);
    },
    say: (line) => stream.write(`${CLEAR_LINE}${line}\n`),
    stop: () => {
      bar.stop();
    },
  };
}

function progressLines(expected: number, unit: string, stream: NodeJS.WriteStream): Progress {
  const rate = rateMeter();
  let total = expected;
  let done = 0;
  let next = performance.now() + FIRST_LINE_MILLISECONDS;
  return {
    advance: (count = 1) => {
      done += count;
      const perSecond = rate.next(count);
      if (performance.now() < next || done === total) return;
      next = performance.now() + LINE_EVERY_MILLISECONDS;
      const left = Math.ceil((total - done) / perSecond);
      stream.write(`${done} of ${total} ${unit}, ${perSecond.toFixed(1)}/s, ${left} s left\n`);
    },
    expect: (changed) => {
      total = changed;
    },
    say: (line) => stream.write(`${line}\n`),
    stop: () => undefined,
  };
}

function rateMeter(): { next(more: number): number } {
  const start = performance.now();
  let count = 0;
  return {
    next: (more) => {
      count += more;
      return (1000 * count) / Math.max(1, performance.now() - start);
    },
  };
}
