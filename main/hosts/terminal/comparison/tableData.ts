import { methodOf } from '../../../engine/methods/index.ts';
import { metricOf } from '../../../engine/metrics/index.ts';
import { CENTRE_CONTROL, TOP_CHANNELS } from '../../../engine/comparison.ts';
import type { AgreementId, ComparisonRow } from '../../../engine/comparisonTable.ts';
import type { MeanInterval } from '../../../engine/statistics/bootstrap.ts';

/** A column of means. */
export interface Column {
  /** Name in a file for programs. */
  readonly id: string;
  /** Name for people. */
  readonly head: string;
  readonly better: 'higher' | 'lower';
}

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly (MeanInterval | null)[];
  /** On how many images the method gave nothing, and why on the first of them. */
  readonly failed: number;
  readonly failure: string | null;
}

/** A table of comparison, in no format yet. */
export interface TableData {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** How the numbers were made, a sentence each. */
  readonly notes: readonly string[];
}

const AGREEMENT_COLUMNS: Readonly<Record<AgreementId, Omit<Column, 'better'>>> = {
  cosine: { id: 'cosine', head: 'Cosine' },
  pearson: { id: 'pearson', head: 'Pearson' },
  spearman: { id: 'spearman', head: 'Spearman' },
  topOverlap: { id: 'top_overlap', head: `Top ${String(TOP_CHANNELS)}` },
};

/** Rows are methods; columns the agreement with SHAP, the metrics, and the time. */
export function tableData(
  rows: readonly ComparisonRow[],
  agreements: readonly AgreementId[],
  metrics: readonly string[],
  notes: readonly string[],
): TableData {
  return {
    columns: [
      ...agreements.map((key) => ({ ...AGREEMENT_COLUMNS[key], better: 'higher' as const })),
      ...metrics.map((id) => {
        const { short, better } = metricOf(id);
        return { id, head: short, better };
      }),
      { id: 'milliseconds', head: 'ms', better: 'lower' },
    ],
    rows: rows.map((row) => ({
      id: row.method,
      title: titleOf(row.method),
      failed: row.failed,
      failure: row.failure,
      cells: [
        ...agreements.map((key) => row.agreement[key]),
        ...metrics.map((id) => row.metrics[id] ?? null),
        row.milliseconds,
      ],
    })),
    notes,
  };
}

/** A method or a control by the name that it goes by in the table. */
export function titleOf(method: string): string {
  return method === CENTRE_CONTROL.id ? CENTRE_CONTROL.title : methodOf(method).title;
}

/** The head of a row, which says where its numbers are missing. */
export function rowHeadOf({ title, failed }: Row): string {
  return failed === 0 ? title : `${title} (failed on ${String(failed)})`;
}

const ARROWS = { higher: '↑', lower: '↓' } as const;

/** The head of a column with the direction in which it is better. */
export function headOf({ head, better }: Column): string {
  return `${head} ${ARROWS[better]}`;
}
