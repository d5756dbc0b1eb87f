import { describe, expect, it } from 'vitest';
import { curvePoints } from '../../../../renderer/screens/curves/curveChart.ts';

describe('curvePoints', () => {
  it('lays the whole curve over 0 to 100 percent, however much of it has come', () => {
    expect(curvePoints([0.9, 0.5, 0.1], 5)).toEqual([
      { x: 0, y: 0.9 },
      { x: 25, y: 0.5 },
      { x: 50, y: 0.1 },
    ]);
    expect(curvePoints([0.9, 0.1], 2).at(-1)).toEqual({ x: 100, y: 0.1 });
  });

  it('draws a single point at the start', () => {
    expect(curvePoints([0.9], 1)).toEqual([{ x: 0, y: 0.9 }]);
  });
});
