import { SingleBar } from 'cli-progress';

/** How far a command has come, on standard error: a bar on a terminal, otherwise a line now and then. */
export interface Progress {
  advance(): void;
  /** Writes a line without spoiling the bar. */
  say(line: string): void;
  stop(): void;
}

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
    advance: () => {
      bar.increment(1, { rate: rate.next().toFixed(1) });
    },
    say: (line) => stream.write(`${CLEAR_LINE}${line}\n`),
    stop: () => {
      bar.stop();
    },
  };
}

function progressLines(total: number, unit: string, stream: NodeJS.WriteStream): Progress {
  const rate = rateMeter();
  let done = 0;
  let next = performance.now() + LINE_EVERY_MILLISECONDS;
  return {
    advance: () => {
      done += 1;
      const perSecond = rate.next();
      if (performance.now() < next || done === total) return;
      next = performance.now() + LINE_EVERY_MILLISECONDS;
      const left = Math.ceil((total - done) / perSecond);
      stream.write(`${done} of ${total} ${unit}, ${perSecond.toFixed(1)}/s, ${left} s left\n`);
    },
    say: (line) => stream.write(`${line}\n`),
    stop: () => undefined,
  };
}

function rateMeter(): { next(): number } {
  const start = performance.now();
  let count = 0;
  return {
    next: () => {
      count += 1;
      return (1000 * count) / Math.max(1, performance.now() - start);
    },
  };
}
