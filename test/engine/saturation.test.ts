import { expect, test } from 'vitest';
import type { Prediction } from '../../shared/result.ts';
import { SaturationWatch } from '../../main/engine/saturation.ts';

function predicted(logits: readonly number[], probability: number): Prediction {
  return {
    logits: Float32Array.from(logits),
    top: [{ index: 0, label: '0', logit: logits[0] ?? 0, probability }],
  };
}

/** A watch that has seen one photo per row of logits, each with a tensor of its own. */
function watched(...rows: readonly (readonly [logits: readonly number[], top: number])[]): string | null {
  const watch = new SaturationWatch();
  for (const [index, [logits, top]] of rows.entries()) {
    watch.note(Float32Array.of(index), predicted(logits, top));
  }
  return watch.warning();
}

const sure = (logit: number) => [[logit, -logit], 1] as const;
const unsure = (logit: number) => [[logit, 0], 0.7] as const;

test('predictions that differ and are not certain raise nothing', () => {
  expect(watched(unsure(1), unsure(2), unsure(3), unsure(4), sure(30))).toBeNull();
});

test('three certain photos are too few, four are told', () => {
  expect(watched(sure(30), sure(31), sure(32))).toBeNull();
  expect(watched(sure(30), sure(31), sure(32), sure(33))).toMatch(/certain.*all 4 photos: check the/);
});

test('one doubtful photo of ten does not hide the rest, two do', () => {
  const certain = Array.from({ length: 9 }, (_, index) => sure(30 + index));
  expect(watched(...certain, unsure(1))).toMatch(/9 of 10 photos/);
  expect(watched(...certain.slice(1), unsure(1), unsure(2))).toBeNull();
});

test('logits that are the same for different photos are told, however doubtful', () => {
  const row = (shift: number) => [[5 + shift, 1], 0.98] as const;
  expect(watched(row(0), row(1e-6), row(2e-6), row(0))).toMatch(/exactly the same of all 4 photos/);
  expect(watched(row(0), row(0), row(0), row(1e-4))).toBeNull();
});

test('one photo seen again and again is one photo', () => {
  const watch = new SaturationWatch();
  for (let time = 0; time < 10; time += 1) watch.note(Float32Array.of(7), predicted([30, 0], 1));
  expect(watch.warning()).toBeNull();
});
