import { expect } from 'vitest';
import type { OutputName } from '../../main/engine/explainerFile/roles.ts';
import { goldenArray, relativeError, tolerance, type GoldenCase } from './golden.ts';

/** What an explainer file gave for one image. */
export type ExplainerOutputs = Readonly<Record<OutputName, Float32Array>>;

const ARRAYS = [
  ['logits', 'logits', 'logits'],
  ['activation', 'activation', 'logits'],
  ['gradient', 'gradient', 'gradient'],
  ['alpha', 'alpha_lift', 'alpha'],
  ['map', 'map_lift_relu', 'map'],
  ['signed', 'map_lift', 'map'],
] as const;

/** Holds the outputs of a LIFT-CAM explainer to the golden numbers, and to local accuracy. */
export function expectGoldenOutputs(outputs: ExplainerOutputs, golden: GoldenCase): void {
  for (const [output, array, measure] of ARRAYS) {
    const error = relativeError(outputs[output], goldenArray(golden, array));
    expect(error, `${golden.id} ${output}`).toBeLessThan(tolerance(golden, measure));
  }
  const numbers = ['score', 'base', 'residual', 'magnitude'] as const;
  const [score, base, residual, magnitude] = numbers.map((name) => outputs[name][0]) as [
    number,
    number,
    number,
    number,
  ];
  const size = Math.max(Math.abs(score), Math.abs(base));
  expect(Math.abs(score - base - golden.difference)).toBeLessThan(
    1e-4 * size + 1e-3 * Math.abs(golden.difference),
  );
  expect(Math.abs(residual)).toBeLessThanOrEqual(1e-3 * Math.abs(score - base) + 1e-5 * magnitude);
  const contributions = outputs.multipliers.map((m, at) => m * (outputs.activation[at] as number));
  expect(
    relativeError([contributions.reduce((sum, each) => sum + Math.abs(each), 0)], [magnitude]),
  ).toBeLessThan(1e-4);
}
