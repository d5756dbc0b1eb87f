import { once } from 'node:events';
import { formatNumber, formatPercent } from '../../../shared/figure/format.ts';
import type { Explained } from '../../engine/explain.ts';
import type { ExplanationRecord, FailureRecord } from './explanationRecord.ts';
import type { Input } from './inputs.ts';
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

/** A table, printed when all is done. @param withMethod whether the methods differ */
export function tableReport(stream: NodeJS.WriteStream, withMethod: boolean): Report {
  const rows: string[][] = [];
  const shown = <T>(cells: readonly T[]) => cells.filter((_, at) => withMethod || HEAD[at] !== 'Method');
  return {
    add: (input, { explanation }) => {
      rows.push(shown(cellsOf(input, explanation)));
      return Promise.resolve();
    },
    fail: () => Promise.resolve(),
    end: () => {
      if (rows.length > 0) stream.write(`${formatTable(shown(HEAD), rows, ['Score', 'Residual', 'ms'])}\n`);
      return Promise.resolve();
    },
  };
}

function cellsOf({ path, row }: Input, explanation: Explained['explanation']): string[] {
  const { target, prediction, method, score, milliseconds } = explanation;
  const top = prediction.top[0];
  const versus = target.versus ? ` rather than ${target.versus.label}` : '';
  return [
    row === null ? path : `${path} [${String(row)}]`,
    method,
    top ? `${top.label}, ${formatPercent(top.probability)}` : '',
    `${target.class.label}${versus}`,
    formatNumber(score),
    residualCell(explanation),
    milliseconds.explain.toFixed(1),
  ];
}

/** The residual with a check, or with a warning sign where the law is broken or the terms mostly cancel. */
function residualCell({ residual, accurate, warnings }: Explained['explanation']): string {
  if (residual === null) return '–';
  return `${formatNumber(residual)} ${accurate === true && warnings.length === 0 ? '✓' : '⚠'}`;
}
