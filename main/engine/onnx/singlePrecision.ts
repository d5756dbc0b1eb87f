import { elementCount } from '../../../shared/tensor.ts';
import { DataType, float32Constant, floatsOf, typedArrayOf, type Constant } from './constant.ts';

/** Whether a tensor holds floating-point numbers of another width than float32. */
export function isOtherFloat(dtype: number): boolean {
  return dtype === DataType.float16 || dtype === DataType.bfloat16 || dtype === DataType.float64;
}

/** A constant of another floating-point width in float32; any other as it is. */
export function toSinglePrecision(constant: Constant): Constant {
  const { dtype, dims } = constant;
  switch (dtype) {
    case DataType.float64:
      return float32Constant(dims, Float32Array.from(floatsOf(constant) ?? []));
    case DataType.float16:
      return float32Constant(dims, fromBits(constant, halfBits));
    case DataType.bfloat16:
      return float32Constant(
        dims,
        fromBits(constant, (bits) => bits << 16),
      );
    default:
      return constant;
  }
}

/** Reads 16-bit elements, each turned into the bits of a float32. */
function fromBits(constant: Constant, widen: (bits: number) => number): Float32Array {
  const { buffer, byteOffset } = typedArrayOf(constant);
  const count = elementCount(constant.dims);
  const narrow = new Uint16Array(buffer, byteOffset, count);
  const wide = new Int32Array(count);
  for (let index = 0; index < count; index += 1) wide[index] = widen(narrow[index] as number);
  return new Float32Array(wide.buffer);
}

const scratch = new Float32Array(1);
const scratchBits = new Int32Array(scratch.buffer);

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction; binary32 has 8 (bias 127) and 23. */
function halfBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  scratch[0] = fraction * 2 ** -24;
  return sign | (scratchBits[0] as number);
}

/** Numbers as the bits of half-precision ones, rounded to the nearest. */
export function toHalfPrecision(values: Float32Array): Uint16Array {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, (wide) => {
    const sign = (wide >>> 16) & 0x8000;
    const exponent = ((wide >>> 23) & 0xff) - 112;
    const fraction = wide & 0x7fffff;
    if (exponent >= 0x1f) return sign | 0x7c00 | (exponent === 143 && fraction !== 0 ? 0x200 : 0);
    // Below 2^-14 the leading 1 is written out and moved behind the point.
    const shift = exponent > 0 ? 13 : Math.min(14 - exponent, 31);
    const whole = exponent > 0 ? (exponent << 23) | fraction : fraction | 0x800000;
    return sign + (whole >>> shift) + ((whole >>> (shift - 1)) & 1);
  });
}
