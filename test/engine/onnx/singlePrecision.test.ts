import { expect, test } from 'vitest';
import { DataType, bytesOf, floatsOf } from '../../../main/engine/onnx/constant.ts';
import { toHalfPrecision, toSinglePrecision } from '../../../main/engine/onnx/singlePrecision.ts';

function widened(dtype: number, bits: Uint16Array): Float32Array | Float64Array {
  return (
    floatsOf(toSinglePrecision({ dtype, dims: [bits.length], bytes: bytesOf(bits) })) ?? new Float32Array()
  );
}

test('half precision is read bit by bit', () => {
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x7bff, 0x0001, 0x8400, 0x7c00, 0xfc00);
  expect([...widened(DataType.float16, bits)]).toEqual([
    1,
    -2,
    0.333251953125,
    65504,
    2 ** -24,
    -(2 ** -14),
    Infinity,
    -Infinity,
  ]);
});

test('every finite half is written as it was read', () => {
  const bits = Uint16Array.from({ length: 0x10000 }, (_, i) => i).filter(
    (each) => (each & 0x7c00) !== 0x7c00,
  );
  const values = Float32Array.from(widened(DataType.float16, bits));
  expect(toHalfPrecision(values)).toEqual(bits);
});

test('a number between two halves goes to the nearer, beyond the largest to infinity', () => {
  const values = Float32Array.of(1 + 2 ** -12, 1 + 2 ** -10 - 2 ** -13, 70000, 2 ** -26, 0.75 * 2 ** -24);
  expect([...toHalfPrecision(values)]).toEqual([0x3c00, 0x3c01, 0x7c00, 0, 1]);
});

test('bfloat16 is the upper half of float32, double precision is rounded', () => {
  expect([...widened(DataType.bfloat16, Uint16Array.of(0x3f80, 0xc049))]).toEqual([1, -3.140625]);
  const double = toSinglePrecision({
    dtype: DataType.float64,
    dims: [1],
    bytes: bytesOf(Float64Array.of(0.1)),
  });
  expect([...(floatsOf(double) ?? [])]).toEqual([Math.fround(0.1)]);
});
