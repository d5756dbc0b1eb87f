import { formatNumber } from '../../../shared/figure/format.ts';
import { jsonArray, placeOf } from './explanationReport.ts';
import type { FailureRecord } from './explanationRecord.ts';
import { remarkLines, remarksOn, type Remark } from './remarks.ts';
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
  const remarks: Remark[] = [];
  let records = 0;
  return {
    add: (record) => {
      records += 1;
      rows.push(...record.agreement.map((each) => cells(record, each)));
      remarks.push(...record.agreement.flatMap((each) => remarksOf(record, each)));
      return Promise.resolve();
    },
    fail: () => Promise.resolve(),
    end: () => {
      const lines = remarkLines(remarks, 'images', () => records);
      if (rows.length > 0) stream.write(`${[formatTable(HEAD, rows, NUMERIC), ...lines].join('\n')}\n`);
      return Promise.resolve();
    },
  };
}

function remarksOf(record: ShapleyRecord, each: MethodAgreement): Remark[] {
  const texts = each.error ? [`failed: ${each.error.message}`] : remarksOn(each);
  return texts.map((text) => ({ subject: each.method, place: placeOf(record), text }));
}

function cells(record: ShapleyRecord, { method, cosine, pearson, spearman }: MethodAgreement): string[] {
  const { by, exact, complete, pairs, maxStderr } = record;
  return [
    placeOf(record),
    record.class.label + (record.versus ? ` rather than ${record.versus.label}` : ''),
    complete ? WAYS[by] : 'sampled, cut short',
    exact ? '–' : String(pairs),
    exact ? '0' : maxStderr === null ? 'from 30 pairs on' : formatNumber(maxStderr),
    method,
    ...[cosine, pearson, spearman].map((value) => (value === null ? '–' : value.toFixed(4))),
  ];
}
