import { formatNumber } from '../../../shared/figure/format.ts';
import { jsonArray } from './explanationReport.ts';
import type { FailureRecord } from './explanationRecord.ts';
import type { MethodAgreement, ShapleyRecord } from './shapleyRecord.ts';
import { formatTable } from './table.ts';

/** Where Shapley values go: to a program as JSON, or to a person as a table. */
export interface ShapleyReport {
  add(record: ShapleyRecord): Promise<void>;
  fail(record: FailureRecord): Promise<void>;
  end(): Promise<void>;
}

const HEAD = [
  'Input',
  'Class',
  'Values',
  'Pairs',
  'Max. std. error',
  'Method',
  'Cosine',
  'Pearson',
  'Spearman',
];
const NUMERIC = ['Pairs', 'Max. std. error', 'Cosine', 'Pearson', 'Spearman'];
const WAYS = {
  'closed-form': 'exact: affine head',
  enumeration: 'exact: all coalitions',
  sampling: 'sampled',
};

export function shapleyReport(stream: NodeJS.WriteStream, asJson: boolean): ShapleyReport {
  if (asJson) {
    const { entry, end } = jsonArray(stream);
    return { add: entry, fail: entry, end };
  }
  const rows: string[][] = [];
  return {
    add: (record) => {
      rows.push(...record.agreement.map((each) => cells(record, each)));
      return Promise.resolve();
    },
    fail: () => Promise.resolve(),
    end: () => {
      if (rows.length > 0) stream.write(`${formatTable(HEAD, rows, NUMERIC)}\n`);
      return Promise.resolve();
    },
  };
}

function cells(record: ShapleyRecord, { method, cosine, pearson, spearman }: MethodAgreement): string[] {
  const { input, row, by, exact, complete, pairs, maxStderr } = record;
  return [
    row === undefined ? input : `${input} [${String(row)}]`,
    record.class.label + (record.versus ? ` rather than ${record.versus.label}` : ''),
    complete ? WAYS[by] : 'sampled, cut short',
    exact ? '–' : String(pairs),
    exact ? '0' : maxStderr === null ? 'from 30 pairs on' : formatNumber(maxStderr),
    method,
    ...[cosine, pearson, spearman].map((value) => (value === null ? '–' : value.toFixed(4))),
  ];
}
