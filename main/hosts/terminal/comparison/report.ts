import type { ComparedImage, Comparison } from '../../../engine/comparison.ts';
import { comparisonTable, type AgreementId } from '../../../engine/comparisonTable.ts';
import { BOOTSTRAP } from '../../../engine/statistics/bootstrap.ts';
import type { FailureRecord, named } from '../explanationRecord.ts';
import { formatComparison, type TableFormat } from './formats.ts';
import { comparisonNotes, TIMED } from './notes.ts';
import { tableData } from './tableData.ts';

/** An image's results with the name of the image. */
export type ImageRecord = ReturnType<typeof named> & ComparedImage;

/** What computed the numbers. */
interface Versions {
  readonly program: string;
  readonly node: string;
  /** Of ONNX Runtime. */
  readonly runtime: string;
}

/** All that a comparison has found, and how it was asked for. */
export interface ComparisonResults {
  readonly comparison: Comparison;
  /** The class as the person wrote it. */
  readonly class: string;
  readonly agreement: readonly AgreementId[];
  /** Of the bootstrap. */
  readonly seed: number;
  /** Of one run; undefined where the runtime was left to choose. */
  readonly threads?: number;
  readonly versions: Versions;
  readonly images: readonly ImageRecord[];
  readonly failures: readonly FailureRecord[];
}

/** The table of the paper in one format, with notes on how it was made. Needs at least one image. */
export function comparisonReport(results: ComparisonResults, format: TableFormat): string {
  if (format === 'json') return comparisonJson(results);
  const { comparison, agreement, seed, images } = results;
  const ids = comparison.metrics.map(({ metric }) => metric.id);
  const rows = comparisonTable(images, seed);
  return formatComparison(tableData(rows, agreement, ids, comparisonNotes(results)), format);
}

/** Everything, image by image, with the protocol of every number. */
export function comparisonJson(results: ComparisonResults): string {
  const { comparison, class: classText, seed, images, failures, versions, threads } = results;
  const { model, session, methods, reference, metrics } = comparison;
  const { path, sha256, provider, preprocessing } = model.card;
  const report = {
    versions,
    model: { path, sha256 },
    preprocessing,
    layer: session.head.activation,
    class: classText,
    provider,
    threads: threads ?? null,
    milliseconds: TIMED,
    n: images.length,
    failures,
    interval: { ...BOOTSTRAP, seed },
    reference: { method: reference.method.id, params: reference.params },
    methods: methods.map(({ method, params }) => ({ id: method.id, params })),
    metrics: metrics.map(({ metric, params }) => ({ id: metric.id, better: metric.better, params })),
    rows: comparisonTable(images, seed),
    images,
  };
  return `${JSON.stringify(report)}\n`;
}
