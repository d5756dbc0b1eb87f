import type { Measurement } from '../../../../shared/measurement.ts';
import type { ComparedMethod } from '../../../engine/comparison.ts';
import { metricOf } from '../../../engine/metrics/index.ts';
import { remarkLines, remarksOn, type Remark } from '../remarks.ts';
import type { ImageRecord } from './report.ts';
import { titleOf } from './tableData.ts';

/** What metrics and methods say of single numbers, and why some are missing: counted, a line each. */
export function comparisonRemarks(images: readonly ImageRecord[]): string[] {
  const maps = images.flatMap(({ methods }) => methods.filter(({ error }) => error === null)).length;
  return [
    ...remarkLines(onEach(images, metricRemarks), 'maps', () => maps),
    ...remarkLines(onEach(images, methodRemarks), 'images', () => images.length),
  ];
}

function onEach(
  images: readonly ImageRecord[],
  remarksOf: (compared: ComparedMethod, input: string) => Remark[],
): Remark[] {
  return images.flatMap(({ input, methods }) => methods.flatMap((each) => remarksOf(each, input)));
}

function metricRemarks({ method, measurements }: ComparedMethod, input: string): Remark[] {
  const place = `${input} by ${titleOf(method)}`;
  return Object.entries(measurements).flatMap(([id, measurement]) =>
    textsOf(measurement).map((text) => ({ subject: metricOf(id).short, place, text })),
  );
}

function textsOf({ value, note }: Measurement): string[] {
  if (value === null) return [`not defined: ${note ?? 'no reason is given'}`];
  return note === null ? [] : [note];
}

function methodRemarks(compared: ComparedMethod, input: string): Remark[] {
  const { method, error } = compared;
  const texts = error ? [`failed: ${error.message}`] : remarksOn(compared);
  return texts.map((text) => ({ subject: titleOf(method), place: input, text }));
}
