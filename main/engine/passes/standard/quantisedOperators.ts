import { DataType } from '../../onnx/constant.ts';
import { floatAttribute, intAttribute } from '../../onnx/ir.ts';
import type { Rewrite, Rewriting } from './rewrite.ts';

/*
 * Operators on integers, as a quantiser writes them: each as the operator on real numbers between a
 * DequantizeLinear for every operand and a QuantizeLinear for the result. dequantise.ts then takes the rounding away.
 */

/** The real values of the operand at `position`, whose scale and zero point follow it. */
function real(r: Rewriting, position: number, axis?: number): string {
  const [scale, zero] = [r.input(position + 1), r.input(position + 2)];
  const attributes = axis !== undefined && isPerAxis(r, scale) ? { axis } : {};
  return r.write('DequantizeLinear', [r.input(position), scale, zero], attributes);
}

function isPerAxis(r: Rewriting, scale: string): boolean {
  return r.dims(scale).length === 1 && r.dims(scale)[0] !== 1;
}

/** The result in the integers whose scale and zero point lie at `position`. */
function integers(r: Rewriting, y: string, position: number): string {
  return r.write('QuantizeLinear', [y, r.input(position), r.input(position + 1)]);
}

/** A bias of 32-bit integers has the product of the operands' scales. */
function bias(r: Rewriting, position: number, scales: readonly [number, number]): string[] {
  if (!r.has(position)) return [];
  const values = r.write('Cast', [r.input(position)], { to: DataType.float32 });
  const [a, b] = scales;
  return [r.write('Mul', [values, r.write('Mul', [r.input(a), r.input(b)])])];
}

const attributesOf = (r: Rewriting, ...left: string[]) =>
  Object.fromEntries([...r.node.attributes].filter(([name]) => !left.includes(name)));

const qLinearConv: Rewrite = (r) => {
  const inputs = [real(r, 0), real(r, 3, 0), ...bias(r, 8, [1, 4])];
  return integers(r, r.write('Conv', inputs, attributesOf(r, 'channels_last')), 6);
};

const qLinearMatMul: Rewrite = (r) => {
  const last = r.dims(r.input(3)).length - 1;
  return integers(r, r.write('MatMul', [real(r, 0), real(r, 3, last)]), 6);
};

const qGemm: Rewrite = (r) => {
  const column = intAttribute(r.node, 'transB', 0) === 1 ? 0 : 1;
  const product = r.write('Gemm', [real(r, 0), real(r, 3, column)], attributesOf(r));
  const alpha = floatAttribute(r.node, 'alpha', 1);
  const sum = [product, ...bias(r, 6, [1, 4])].reduce((y, offset) =>
    r.write('Add', [y, alpha === 1 ? offset : r.write('Mul', [offset, r.scalar(alpha)])]),
  );
  return r.has(7) ? integers(r, sum, 7) : sum;
};

const ofTwo =
  (op: string): Rewrite =>
  (r) =>
    integers(r, r.write(op, [real(r, 0), real(r, 3)]), 6);

const ofOne =
  (op: string): Rewrite =>
  (r) =>
    integers(r, r.write(op, [real(r, 0)], attributesOf(r, 'channels_last', 'opset')), 3);

const channelsFirst =
  (rewrite: Rewrite): Rewrite =>
  (r) => {
    if (intAttribute(r.node, 'channels_last', 0) === 1)
      throw r.unsupported('it is laid out channels-last for one kind of processor; quantise without that');
    return rewrite(r);
  };

const qLinearConcat: Rewrite = (r) => {
  const starts = r.node.inputs.flatMap((_, position) =>
    position >= 2 && position % 3 === 2 ? [position] : [],
  );
  return integers(
    r,
    r.write(
      'Concat',
      starts.map((position) => real(r, position)),
      attributesOf(r),
    ),
    0,
  );
};

/** Integers as real numbers, less their zero point. */
function centred(r: Rewriting, position: number, zero: number, dims?: readonly number[]): string {
  const values = r.write('Cast', [r.input(position)], { to: DataType.float32 });
  if (!r.has(zero)) return values;
  const offset = r.write('Cast', [r.input(zero)], { to: DataType.float32 });
  const shaped = dims && isPerAxis(r, r.input(zero)) ? r.write('Reshape', [offset, r.ints(dims)]) : offset;
  return r.write('Sub', [values, shaped]);
}

const convInteger: Rewrite = (r) => {
  const perKernel = r.dims(r.input(1)).map((dim, axis) => (axis === 0 ? dim : 1));
  return r.write('Conv', [centred(r, 0, 2), centred(r, 1, 3, perKernel)], attributesOf(r));
};

const matMulInteger: Rewrite = (r) => r.write('MatMul', [centred(r, 0, 2), centred(r, 1, 3)]);

/** The image's own range decides scale and zero point: without rounding, any do, and 1 and 0 are the simplest. */
const dynamicQuantizeLinear: Rewrite = (r) => [r.input(0), r.scalar(1), r.scalar(0)];

/** y = a ((b - zero) scale) + bias. */
const dynamicQuantizeMatMul: Rewrite = (r) => {
  const factor = r.write('Mul', [centred(r, 1, 3), r.input(2)]);
  const product = r.write('MatMul', [r.input(0), factor]);
  return r.has(4) ? r.write('Add', [product, r.input(4)]) : product;
};

const matMulIntegerToFloat: Rewrite = (r) => {
  const product = r.write('MatMul', [centred(r, 0, 4), centred(r, 1, 5)]);
  const scaled = r.write('Mul', [product, r.write('Mul', [r.input(2), r.input(3)])]);
  return r.has(6) ? r.write('Add', [scaled, r.input(6)]) : scaled;
};

/** By domain and operator. */
export const QUANTISED: Readonly<Record<string, Rewrite>> = {
  ':QLinearConv': qLinearConv,
  'com.microsoft:QLinearConv': channelsFirst(qLinearConv),
  ':QLinearMatMul': qLinearMatMul,
  ':ConvInteger': convInteger,
  ':MatMulInteger': matMulInteger,
  ':DynamicQuantizeLinear': dynamicQuantizeLinear,
  'com.microsoft:DynamicQuantizeMatMul': dynamicQuantizeMatMul,
  'com.microsoft:MatMulIntegerToFloat': matMulIntegerToFloat,
  'com.microsoft:QGemm': qGemm,
  'com.microsoft:QLinearAdd': ofTwo('Add'),
  'com.microsoft:QLinearMul': ofTwo('Mul'),
  'com.microsoft:QLinearSigmoid': ofOne('Sigmoid'),
  'com.microsoft:QLinearLeakyRelu': ofOne('LeakyRelu'),
  'com.microsoft:QLinearSoftmax': ofOne('Softmax'),
  'com.microsoft:QLinearAveragePool': channelsFirst(ofOne('AveragePool')),
  'com.microsoft:QLinearGlobalAveragePool': channelsFirst(ofOne('GlobalAveragePool')),
  'com.microsoft:QLinearConcat': qLinearConcat,
};
