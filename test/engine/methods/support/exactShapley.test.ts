import { expect, test } from 'vitest';
import { allCoalitions, exactShapley } from '../../../../main/engine/methods/support/exactShapley.ts';
import { relativeError } from '../../../support/golden.ts';
import { randomStream } from '../../../support/random.ts';

test('the glove game: one left glove is worth what two right ones are, together', () => {
  const { count, absent } = allCoalitions(3);
  const values = Float64Array.from({ length: count }, (_, index) => {
    const missing = [...absent(index)];
    return !missing.includes(0) && !(missing.includes(1) && missing.includes(2)) ? 1 : 0;
  });
  expect(relativeError(exactShapley(values, 3), [2 / 3, 1 / 6, 1 / 6])).toBeLessThan(1e-12);
});

test('an additive game gives each channel its own worth, and any game adds up', () => {
  const worth = [3, -1, 0.5, 0, 2];
  const { count, absent } = allCoalitions(5);
  const additive = Float64Array.from(
    { length: count },
    (_, index) =>
      7 +
      [0, 1, 2, 3, 4].reduce(
        (sum, k) => sum + ([...absent(index)].includes(k) ? 0 : (worth[k] as number)),
        0,
      ),
  );
  expect(relativeError(exactShapley(additive, 5), worth)).toBeLessThan(1e-12);
  const random = randomStream(4);
  const any = Float64Array.from({ length: count }, random);
  const sum = exactShapley(any, 5).reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo((any.at(-1) as number) - (any[0] as number), 12);
});
