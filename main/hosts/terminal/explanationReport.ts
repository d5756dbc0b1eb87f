import { once } from 'node:events';
import { formatNumber, formatPercent } from '../../../shared/figure/format.ts';
import type { Explained } from '../../engine/explain.ts';
import { named, type ExplanationRecord, type FailureRecord } from './explanationRecord.ts';
import type { Input } from './inputs.ts';
import { remarkLines, remarksOn, type Remark } from './remarks.ts';
import { formatTable } from './table.ts';

/** Where the results of a command go: to a program as JSON, or to a person as a table. */
export interface Report {
  add(input: Input, explained: Explained, record: ExplanationRecord): Promise<void>;
  fail(record: FailureRecord): Promise<void>;
  end(): Promise<void>;
}

/** A JSON array, an entry a line, written as the results come. */
export function jsonArray(stream: NodeJS.WriteStream): {
  readonly entry: (value: unknown) => Promise<void>;
  readonly end: () => Promise<void>;
} {
  let before = '[\n';
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
  return {
    entry: async (value) => {
      await write(before + JSON.stringify(value));
      before = ',\n';
    },
    end: () => write(before === ',\n' ? '\n]\n' : '[]\n'),
  };
}

export function jsonReport(stream: NodeJS.WriteStream): Report {
  const { entry, end } = jsonArray(stream);
  return { add: (_input, _explained, record) => entry(record), fail: entry, end };
}

const HEAD = ['Input', 'Method', 'Top-1', 'Explained', 'Score', 'Residual', 'ms'] as const;

/** A table, and below it what is said of single results; printed when all is done. @param withMethod whether the methods differ */
export function tableReport(stream: NodeJS.WriteStream, withMethod: boolean): Report {
  const rows: string[][] = [];
  const remarks: Remark[] = [];
  const counts = new Map<string, number>();
  const add = (row: string[], subject: string, texts: readonly string[]) => {
    rows.push(row.filter((_, at) => withMethod || HEAD[at] !== 'Method'));
    remarks.push(...texts.map((text) => ({ subject, place: row[0] ?? '', text })));
    counts.set(subject, (counts.get(subject) ?? 0) + 1);
    return Promise.resolve();
  };
  return {
    add: (input, { explanation }) =>
      add(cellsOf(input, explanation), explanation.method, remarksOn(explanation)),
    // An input that failed is told on standard error; a method on it leaves a gap here.
    fail: ({ method, error, ...input }) =>
      method === undefined
        ? Promise.resolve()
        : add([placeOf(input), method, '', 'failed', '–', '–', '–'], method, [`failed: ${error.message}`]),
    end: () => {
      const head = HEAD.filter((name) => withMethod || name !== 'Method');
      const lines = remarkLines(remarks, 'results', (subject) => counts.get(subject) ?? 0);
      if (rows.length > 0)
        stream.write(`${[formatTable(head, rows, ['Score', 'Residual', 'ms']), ...lines].join('\n')}\n`);
      return Promise.resolve();
    },
  };
}

function cellsOf(input: Input, explanation: Explained['explanation']): string[] {
  const { target, prediction, method, score, milliseconds } = explanation;
  const top = prediction.top[0];
  const versus = target.versus ? ` rather than ${target.versus.label}` : '';
  return [
    placeOf(named(input)),
    method,
    top ? `${top.label}, ${formatPercent(top.probability)}` : '',
    `${target.class.label}${versus}`,
    formatNumber(score),
    residualCell(explanation),
    milliseconds.explain.toFixed(1),
  ];
}

/** The input as tables name it. */
export function placeOf({ input, row }: ReturnType<typeof named>): string {
  return row === undefined ? input : `${input} [${String(row)}]`;
}

/** The residual with a check, or with a warning sign where a line below the table says more. */
function residualCell(explanation: Explained['explanation']): string {
  const { residual, accurate, warnings } = explanation;
  const doubtful = accurate === false || warnings.length > 0;
  if (residual === null) return doubtful ? '– ⚠' : '–';
  return `${formatNumber(residual)} ${doubtful ? '⚠' : '✓'}`;
}
