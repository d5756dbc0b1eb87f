import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  fitted,
  onPicture,
  toPicture,
  toStage,
  zoomed,
} from '../../../../renderer/screens/viewer/viewport.ts';

const stage = { width: 400, height: 300 };
const picture = { width: 1000, height: 200 };

describe('viewport', () => {
  it('fits the whole picture, centred', () => {
    const fit = fitted(picture, stage);
    const [low, high] = [toStage(fit, { x: 0, y: 0 }), toStage(fit, { x: 1000, y: 200 })];
    expect(low.x).toBeCloseTo(12);
    expect(high.x).toBeCloseTo(388);
    expect(low.y + high.y).toBeCloseTo(300);
  });

  it('finds the same place on the photo that a smaller copy is of', () => {
    const photo = { width: 4000, height: 3000 };
    expect(onPicture({ x: 512, y: 384 }, { width: 2048, height: 1536 }, photo)).toEqual({ x: 1000, y: 750 });
  });

  it('zooming keeps the picture point under the pointer', () => {
    const fit = fitted(picture, stage);
    const numbers = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, fc.double({ min: 0.1, max: 20, noNaN: true }), (x, y, factor) => {
        const before = toPicture(fit, { x, y });
        const after = toPicture(zoomed(fit, factor, { x, y }, fit), { x, y });
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }),
    );
  });
});
