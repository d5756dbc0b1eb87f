import { expect, it } from 'vitest';
import { methodAlphas } from '../../../../renderer/screens/channel/methodAlphas.ts';
import { rankOf } from '../../../../renderer/screens/channel/rankOf.ts';
import type { ShapleyEstimate } from '../../../../shared/shapley.ts';

const METHODS = [
  { id: 'lift-cam', title: 'LIFT-CAM' },
  { id: 'grad-cam', title: 'Grad-CAM' },
  { id: 'shap-cam', title: 'SHAP-CAM' },
  { id: 'lrp-cam', title: 'LRP-CAM' },
];
const lift = { alpha: Float32Array.of(1, -3, 2), complete: true, failure: null, params: {} };
const grad = { alpha: Float32Array.of(0.1, 0.2, -0.5), complete: false, failure: null, params: {} };
const truth: ShapleyEstimate = {
  by: 'sampling',
  alpha: Float32Array.of(1.5, -2, 2),
  errors: Float32Array.of(0.25, 0.25, 0.25),
  seed: 0,
  pairs: 40,
  base: 0,
  score: 1.5,
};

it('ranks by size, equal ones alike', () => {
  expect([0, 1, 2].map((channel) => rankOf(Float32Array.of(2, -3, -2), channel))).toEqual([2, 1, 2]);
});

it('keeps what is in logits apart from scales of their own', () => {
  const known = new Map([
    ['grad-cam', grad],
    ['lift-cam', lift],
  ]);
  const { logits, own } = methodAlphas(1, METHODS, known, null);
  expect(logits).toEqual([
    { id: 'lift-cam', title: 'LIFT-CAM', alpha: -3, rank: 1, error: null, failure: null },
  ]);
  expect(own).toMatchObject([{ id: 'grad-cam', rank: 2 }]);
  expect(own[0]?.alpha).toBeCloseTo(0.2);
});

it('shows the Shapley values in place of the method that gives them, with their error while they are sampled', () => {
  const known = new Map([['shap-cam', lift]]);
  expect(methodAlphas(0, METHODS, known, truth).logits).toEqual([
    { id: 'shap-cam', title: 'Shapley, sampled', alpha: 1.5, rank: 3, error: 0.25, failure: null },
  ]);
  expect(methodAlphas(0, METHODS, known, { ...truth, by: 'closed-form' }).logits).toMatchObject([
    { title: 'Shapley value', error: null },
  ]);
  expect(methodAlphas(0, METHODS, known, null).logits).toMatchObject([{ title: 'SHAP-CAM', alpha: 1 }]);
});

it('says why a method gives none', () => {
  const failure = { code: 'operator-unsupported', message: 'No rule for Sin.' } as const;
  const known = new Map([['lrp-cam', { alpha: null, complete: false, failure, params: {} }]]);
  expect(methodAlphas(0, METHODS, known, null).own).toMatchObject([{ alpha: null, failure }]);
});
