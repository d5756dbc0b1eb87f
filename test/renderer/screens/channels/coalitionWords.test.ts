import { expect, it } from 'vitest';
import { differenceWords } from '../../../../renderer/screens/channels/coalitionWords.ts';

const facts = { accurate: true, residual: 1e-6 };
const values = { affine: false, absent: 2, total: 8, additive: 3, value: 2.5 };
const said = (...args: Parameters<typeof differenceWords>) => differenceWords(...args).join(' ');

it('gives the numbers, their difference and which way it goes', () => {
  const words = said(facts, values);
  expect(words).toContain('Base + Σα = 3.00; the model gives v(S) = 2.50, a difference of +0.500.');
  expect(words).toContain('With 2 of 8 channels switched off the sum says too much.');
  expect(words).toContain('not linear');
  expect(said(facts, { ...values, additive: 2 })).toContain('too little');
});

it('says of an affine head that there is none for any set', () => {
  expect(said(facts, { ...values, affine: true, additive: 2.5 })).toContain('for every set of channels');
});

it('with all channels present speaks of rounding, or of a residual that is more', () => {
  expect(said(facts, { ...values, absent: 0 })).toContain('what is left is rounding');
  expect(said({ accurate: false, residual: 0.5 }, { ...values, absent: 0 })).toContain(
    'this is the residual',
  );
});

it('with no channel present both are the base value', () => {
  expect(said(facts, { ...values, absent: 8, additive: 1, value: 1 })).toContain('both are the base value');
});

it('makes no sum of weights that claim none, and waits for v(S)', () => {
  expect(said({ accurate: null, residual: null }, { ...values, additive: null })).toContain('does not claim');
  expect(said(facts, { ...values, value: null })).toBe('v(S) is being computed.');
});
