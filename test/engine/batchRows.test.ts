import { expect, test } from 'vitest';
import { rowsInMemory } from '../../main/engine/batchRows.ts';
import { Builder } from '../../main/engine/onnx/builder.ts';
import { DataType } from '../../main/engine/onnx/constant.ts';

function reluOf(dims: readonly number[]): number {
  const input = { name: 'x', dtype: DataType.float32, dims };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [input] });
  const y = builder.node('Relu', ['x']);
  const graph = builder.graph('relu', [input], [{ name: y, dtype: DataType.float32, dims: null }]);
  return rowsInMemory(
    graph,
    new Map([
      ['x', dims],
      [y, dims],
    ]),
  );
}

test('small tensors run many at a time, large ones few, and one always runs', () => {
  expect(reluOf([1, 8, 8, 8])).toBe(256);
  const few = reluOf([1, 64, 256, 256]);
  expect(few).toBeGreaterThanOrEqual(1);
  expect(few).toBeLessThan(reluOf([1, 64, 32, 32]));
  expect(reluOf([1, 4096, 1024, 1024])).toBe(1);
});
