import * as z from 'zod';

/** A dense float32 array in row-major order; `data.length` is the product of `dims`. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Number of elements of a shape; the empty shape is a scalar and has one. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** Binary payloads are checked by kind only: their values were computed on the trusted side. */
export const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, 'not a Float32Array');
export const float64 = z.custom<Float64Array>((value) => value instanceof Float64Array, 'not a Float64Array');
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not a Uint8Array');

export const tensorSchema = z
  .object({ dims: z.array(z.number().int().nonnegative()), data: float32 })
  .refine((tensor) => tensor.data.length === elementCount(tensor.dims), 'data does not fill dims');
