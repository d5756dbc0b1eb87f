import { formatPercent } from '../../shared/figure/format.ts';
import type { ClassScore } from '../../shared/result.ts';
import type { PickerOption } from './pickerOptions.ts';

/** A model's classes to choose from, the likeliest of the photo on show ahead. */
export function classOptions(labels: readonly string[], top: readonly ClassScore[]): PickerOption[] {
  const likely = new Set(top.map(({ index }) => index));
  const others = labels.map((label, index) => ({ label, index })).filter(({ index }) => !likely.has(index));
  return [
    ...top.map(({ index, label, probability }) => ({
      value: String(index),
      label,
      detail: formatPercent(probability),
      path: ['Most probable'],
    })),
    ...others.map(({ index, label }) => ({
      value: String(index),
      label,
      detail: String(index),
      path: ['All classes'],
    })),
  ];
}
