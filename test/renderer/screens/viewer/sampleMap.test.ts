import { describe, expect, it } from 'vitest';
import { sampleMap } from '../../../../renderer/screens/viewer/sampleMap.ts';

const grid = { width: 2, height: 2 };
const values = Float32Array.of(0, 4, 8, 12);

describe('sampleMap', () => {
  it('reads cells', () => {
    expect(sampleMap(grid, values, { x: 0.49, y: 0.1 }, false)).toBe(0);
    expect(sampleMap(grid, values, { x: 0.51, y: 0.99 }, false)).toBe(12);
  });

  it('interpolates between cell centres and holds the edge', () => {
    expect(sampleMap(grid, values, { x: 0.25, y: 0.75 }, true)).toBe(8);
    expect(sampleMap(grid, values, { x: 0.5, y: 0.5 }, true)).toBe(6);
    expect(sampleMap(grid, values, { x: 0, y: 0 }, true)).toBe(0);
  });

  it('has nothing to say outside', () => {
    expect(sampleMap(grid, values, { x: -0.01, y: 0.5 }, true)).toBeNull();
    expect(sampleMap(grid, values, { x: 0.5, y: 1 }, false)).toBeNull();
  });
});
