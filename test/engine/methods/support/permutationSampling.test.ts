import { expect, test } from 'vitest';
import {
  gainsOfPair,
  newSampling,
  orderOfPair,
  prefixesOfPair,
  standardErrors,
  withPair,
} from '../../../../main/engine/methods/support/permutationSampling.ts';
import { relativeError } from '../../../support/golden.ts';
import { randomStream } from '../../../support/random.ts';

test('an order is followed by its reverse, and all beginnings of both are coalitions', () => {
  const order = orderOfPair(4, 9, 0);
  expect([...order].sort()).toEqual([0, 1, 2, 3]);
  const { count, absent } = prefixesOfPair(order);
  expect(count).toBe(6);
  expect([...absent(0)]).toEqual([...order].slice(1));
  expect([...absent(5)]).toEqual([order[0]]);
});

test('orders differ from pair to pair and from seed to seed, and come again for the same', () => {
  const orders = [orderOfPair(40, 1, 0), orderOfPair(40, 1, 1), orderOfPair(40, 2, 0)].map(String);
  expect(new Set(orders).size).toBe(3);
  expect(String(orderOfPair(40, 1, 1))).toBe(orders[1]);
});

test('the gains of every pair add up to the whole difference', () => {
  const random = randomStream(2);
  for (let pair = 0; pair < 8; pair += 1) {
    const order = orderOfPair(40, 3, pair);
    const values = Float64Array.from({ length: prefixesOfPair(order).count }, () => 100 * random());
    const sum = gainsOfPair(order, values, -3.25, 11.5).reduce((total, gain) => total + gain, 0);
    expect(Math.abs(sum - 14.75)).toBeLessThan(1e-9 * 14.75);
  }
});

test('a pair of two channels is all there is to know of them', () => {
  expect([...gainsOfPair(Uint32Array.of(0, 1), Float64Array.of(4, 1), 0, 10)]).toEqual([6.5, 3.5]);
});

test('the state holds the mean over the pairs, and its standard error from thirty pairs on', () => {
  const random = randomStream(5);
  const samples = Array.from({ length: 30 }, () => Float64Array.of(1e6 + random(), -3 * random()));
  const states = [newSampling(2, 0)];
  for (const gains of samples) states.push(withPair(states.at(-1) ?? newSampling(2, 0), gains));
  const mean = [0, 1].map((k) => samples.reduce((sum, gains) => sum + (gains[k] as number) / 30, 0));
  const errors = [0, 1].map((k) => {
    const squares = samples.reduce(
      (sum, gains) => sum + ((gains[k] as number) - (mean[k] as number)) ** 2,
      0,
    );
    return Math.sqrt(squares / 29 / 30);
  });
  const last = states[30] ?? newSampling(2, 0);
  expect(last.pairs).toBe(30);
  expect(relativeError(last.mean, mean)).toBeLessThan(1e-12);
  expect(relativeError(standardErrors(last) ?? [], errors)).toBeLessThan(1e-6);
  expect(standardErrors(states[29] ?? last)).toBeNull();
});
