import { expect, it } from 'vitest';
import { methods } from '../../../../main/engine/methods/index.ts';
import { curveLook } from '../../../../renderer/screens/curves/curveLook.ts';

it('tells all methods and the control from each other without their colours', () => {
  const curves = [...methods.map(({ id }) => ({ method: id })), { method: null }];
  const looks = curves.map((_, place) => JSON.stringify(curveLook(curves, place)));
  expect(new Set(looks).size).toBe(curves.length);
  expect(curveLook(curves, 0)).toEqual({ dash: [], mark: null });
});
