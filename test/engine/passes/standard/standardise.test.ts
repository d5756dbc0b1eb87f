import { describe, expect, test } from 'vitest';
import { float, makeNode, type AttributeInit, type Builder } from '../../../../main/engine/onnx/builder.ts';
import { DataType, bytesOf } from '../../../../main/engine/onnx/constant.ts';
import type { Model } from '../../../../main/engine/onnx/ir.ts';
import { specialise } from '../../../../main/engine/passes/specialise.ts';
import { isStandard, standardise } from '../../../../main/engine/passes/standard/standardise.ts';
import { evaluateOnce } from '../../../../main/engine/runtime/evaluate.ts';
import { relativeError } from '../../../support/golden.ts';
import { spread } from '../../../support/random.ts';
import { weights } from '../../../support/ruleCase.ts';
import { resultOf, smallModel } from '../../../support/smallModel.ts';

/* ONNX Runtime's own operators against what they are written as: ONNX Runtime runs both. */

type Attributes = Readonly<Record<string, AttributeInit>>;
type Build = (b: Builder, x: string) => string;

const DIMS = [1, 4, 5, 6];

/** A node of ONNX Runtime's domain; the name of its output number `position`. */
function own(
  b: Builder,
  op: string,
  inputs: readonly string[],
  attributes: Attributes = {},
  position = 0,
): string {
  const outputs = Array.from({ length: position + 1 }, () => b.name(op));
  b.append({ ...makeNode(op, inputs, outputs, attributes), domain: 'com.microsoft' });
  return outputs[position] as string;
}

const params = (...value: number[]): AttributeInit => ({ type: 'floats', value });

/** Up to 60: beyond, ONNX Runtime's kernels for older processors saturate sums of two products. */
const integers = (b: Builder, dtype: number, dims: readonly number[], low: number, high: number) => {
  const values = spread(
    dims.reduce((product, dim) => product * dim, 1),
    9,
    low,
    high,
  ).map(Math.round);
  const data =
    dtype === DataType.int32
      ? Int32Array.from(values)
      : dtype === DataType.int8
        ? Int8Array.from(values)
        : Uint8Array.from(values);
  return b.constant({ dtype, dims, bytes: bytesOf(data) });
};
const zero = (b: Builder, value: number, dtype: number = DataType.uint8) =>
  b.constant({ dtype, dims: [], bytes: Uint8Array.of(value & 0xff) });

/** The image of [-2, 2] in bytes: scale, zero point, and x in them. */
function bytes(b: Builder, x: string): [q: string, scale: string, zero: string] {
  const [scale, point] = [b.scalar(4 / 255), zero(b, 128)];
  return [b.node('QuantizeLinear', [x, scale, point]), scale, point];
}

/** A result in bytes, as real numbers. */
function restored(
  b: Builder,
  op: string,
  inputs: readonly string[],
  scale: number,
  attributes: Attributes = {},
): string {
  const [step, point] = [b.scalar(scale), zero(b, 120)];
  const q = own(b, op, [...inputs, step, point], attributes);
  return b.node('DequantizeLinear', [q, step, point]);
}

const vector = (b: Builder, x: string) => b.node('Reshape', [x, b.ints([1, 20, 6])]);

const fused: Record<string, Build> = {
  ...Object.fromEntries(
    [
      ['Relu', []],
      ['Tanh', []],
      ['Sigmoid', []],
      ['LeakyRelu', [0.2]],
      ['Clip', [-0.3, 0.4]],
      ['HardSigmoid', [0.3, 0.4]],
    ].map(([activation, values]): [string, Build] => [
      `FusedConv with ${String(activation)}`,
      (b, x) =>
        own(b, 'FusedConv', [x, weights(b, [3, 4, 3, 3]), weights(b, [3])], {
          activation: activation as string,
          pads: [1, 1, 1, 1],
          ...((values as number[]).length > 0 && { activation_params: params(...(values as number[])) }),
        }),
    ]),
  ),
  'FusedConv with a sum': (b, x) =>
    own(b, 'FusedConv', [x, weights(b, [4, 4, 1, 1]), weights(b, [4]), b.node('Neg', [x])], {
      activation: 'Relu',
    }),
  'FusedGemm with LeakyRelu': (b, x) =>
    own(b, 'FusedGemm', [b.node('Flatten', [x]), weights(b, [3, 120]), weights(b, [3])], {
      transB: 1,
      alpha: float(0.5),
      beta: float(2),
      activation: 'LeakyRelu',
      activation_alpha: float(0.3),
    }),
  'FusedMatMul, first factor turned': (b, x) =>
    own(b, 'FusedMatMul', [x, weights(b, [5, 3])], { transA: 1, alpha: float(0.25) }),
  'FusedMatMul, both turned': (b, x) =>
    own(b, 'FusedMatMul', [x, weights(b, [3, 5])], { transA: 1, transB: 1 }),
  'FusedMatMul, batch turned': (b, x) =>
    own(
      b,
      'FusedMatMul',
      [b.node('Transpose', [x], { perm: [1, 0, 2, 3] }), weights(b, [4, 6, 3])].map((name, i) =>
        i === 0 ? b.node('Reshape', [name, b.ints([5, 4, 6])]) : name,
      ),
      {
        transBatchA: 1,
      },
    ),
  Gelu: (b, x) => own(b, 'Gelu', [x]),
  BiasGelu: (b, x) => own(b, 'BiasGelu', [x, weights(b, [6])]),
  FastGelu: (b, x) => own(b, 'FastGelu', [x]),
  'FastGelu with a bias': (b, x) => own(b, 'FastGelu', [x, weights(b, [6])]),
  QuickGelu: (b, x) => own(b, 'QuickGelu', [x], { alpha: float(1.3) }),
  SkipLayerNormalization: (b, x) =>
    own(
      b,
      'SkipLayerNormalization',
      [vector(b, x), weights(b, [1, 20, 6]), weights(b, [6], 2), weights(b, [6], 3), weights(b, [6], 4)],
      {
        epsilon: float(0.01),
      },
    ),
  'the sum of a SkipLayerNormalization': (b, x) =>
    own(
      b,
      'SkipLayerNormalization',
      [vector(b, x), weights(b, [1, 20, 6]), weights(b, [6], 2)],
      { epsilon: float(0.01) },
      3,
    ),
  SkipSimplifiedLayerNormalization: (b, x) =>
    own(b, 'SkipSimplifiedLayerNormalization', [vector(b, x), weights(b, [1, 20, 6]), weights(b, [6], 2)], {
      epsilon: float(0.01),
    }),
  SimplifiedLayerNormalization: (b, x) =>
    b.node('SimplifiedLayerNormalization', [x, weights(b, [6])], { axis: -1, epsilon: float(0.01) }),
};

/** Operators on integers, and the step that their result is rounded to (0 where it is not). */
const quantised: Record<string, { readonly step: number; readonly build: Build }> = {
  'a QuantizeLinear and its DequantizeLinear': {
    step: 4 / 255,
    build: (b, x) => b.node('DequantizeLinear', bytes(b, x)),
  },
  'limits that do the work of a ReLU': {
    step: 0.01,
    build: (b, x) => {
      const [scale, point] = [b.scalar(0.01), zero(b, 0)];
      return b.node('DequantizeLinear', [b.node('QuantizeLinear', [x, scale, point]), scale, point]);
    },
  },
  'a DequantizeLinear of another scale': {
    step: 8 / 255,
    build: (b, x) => {
      const [q] = bytes(b, x);
      return b.node('DequantizeLinear', [q, b.scalar(8 / 255), zero(b, 100)]);
    },
  },
  'a scale for each channel': {
    step: 0.02,
    build: (b, x) => {
      const scale = weights(b, [4], 1, 0.01, 0.02);
      const point = integers(b, DataType.int8, [4], -20, 20);
      const q = b.node('QuantizeLinear', [x, scale, point], { axis: 1 });
      return b.node('DequantizeLinear', [q, scale, point], { axis: 1 });
    },
  },
  'a pool between the two': {
    step: 4 / 255,
    build: (b, x) => {
      const [q, ...rest] = bytes(b, x);
      return b.node('DequantizeLinear', [b.node('MaxPool', [q], { kernel_shape: [2, 2] }), ...rest]);
    },
  },
  QLinearConv: {
    step: 0.1,
    build: (b, x) => {
      const kernel = [
        integers(b, DataType.int8, [3, 4, 3, 3], -60, 60),
        weights(b, [3], 1, 0.001, 0.005),
        b.constant({ dtype: DataType.int8, dims: [3], bytes: new Uint8Array(3) }),
      ];
      const step = [b.scalar(0.1), zero(b, 120)];
      const q = b.node(
        'QLinearConv',
        [...bytes(b, x), ...kernel, ...step, integers(b, DataType.int32, [3], -9000, 9000)],
        { pads: [1, 1, 1, 1] },
      );
      return b.node('DequantizeLinear', [q, ...step]);
    },
  },
  QLinearMatMul: {
    step: 0.05,
    build: (b, x) => {
      const matrix = [integers(b, DataType.int8, [6, 3], -60, 60), b.scalar(0.01), zero(b, 3, DataType.int8)];
      const step = [b.scalar(0.05), zero(b, 120)];
      const q = b.node('QLinearMatMul', [...bytes(b, x), ...matrix, ...step]);
      return b.node('DequantizeLinear', [q, ...step]);
    },
  },
  QGemm: {
    step: 0.2,
    build: (b, x) => {
      const [q, scale, point] = bytes(b, b.node('Flatten', [x]));
      const matrix = [
        integers(b, DataType.int8, [3, 120], -60, 60),
        b.scalar(0.01),
        zero(b, 0, DataType.int8),
      ];
      const offset = integers(b, DataType.int32, [3], -900, 900);
      return restored(b, 'QGemm', [q, scale, point, ...matrix, offset], 0.2, {
        transB: 1,
        alpha: float(0.5),
      });
    },
  },
  ...Object.fromEntries(
    ['QLinearAdd', 'QLinearMul'].map((op) => [
      op,
      {
        step: 0.04,
        build: (b: Builder, x: string) =>
          restored(b, op, [...bytes(b, x), ...bytes(b, b.node('Sin', [x]))], 0.04),
      },
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        ['QLinearSigmoid', {}],
        ['QLinearLeakyRelu', { alpha: float(0.2) }],
        ['QLinearAveragePool', { kernel_shape: [2, 2] }],
        ['QLinearGlobalAveragePool', {}],
        ['QLinearSoftmax', { axis: -1, opset: 13 }],
      ] as const
    ).map(([op, attributes]) => [
      op,
      { step: 0.02, build: (b: Builder, x: string) => restored(b, op, bytes(b, x), 0.02, attributes) },
    ]),
  ),
  QLinearConcat: {
    step: 0.04,
    build: (b, x) => {
      const step = [b.scalar(0.04), zero(b, 120)];
      const q = own(b, 'QLinearConcat', [...step, ...bytes(b, x), ...bytes(b, b.node('Neg', [x]))], {
        axis: 1,
      });
      return b.node('DequantizeLinear', [q, ...step]);
    },
  },
  'DynamicQuantizeLinear and ConvInteger': {
    step: 0.1,
    build: (b, x) => {
      const [q, scale, point] = b.nodeWithOutputs('DynamicQuantizeLinear', [x], 3) as [
        string,
        string,
        string,
      ];
      const kernel = integers(b, DataType.uint8, [3, 4, 2, 2], 0, 200);
      const sum = b.node('ConvInteger', [q, kernel, point, zero(b, 90)], { pads: [1, 0, 0, 1] });
      const factor = b.node('Mul', [scale, b.scalar(0.005)]);
      return b.node('Mul', [b.node('Cast', [sum], { to: DataType.float32 }), factor]);
    },
  },
  'DynamicQuantizeLinear and MatMulInteger': {
    step: 0.1,
    build: (b, x) => {
      const [q, scale, point] = b.nodeWithOutputs('DynamicQuantizeLinear', [x], 3) as [
        string,
        string,
        string,
      ];
      const sum = b.node('MatMulInteger', [
        q,
        integers(b, DataType.uint8, [6, 3], 0, 200),
        point,
        zero(b, 90),
      ]);
      const factor = b.node('Mul', [scale, b.scalar(0.01)]);
      return b.node('Mul', [b.node('Cast', [sum], { to: DataType.float32 }), factor]);
    },
  },
  DynamicQuantizeMatMul: {
    step: 0.1,
    build: (b, x) =>
      own(b, 'DynamicQuantizeMatMul', [
        x,
        integers(b, DataType.int8, [6, 3], -60, 60),
        b.scalar(0.01),
        zero(b, 3, DataType.int8),
        weights(b, [3]),
      ]),
  },
  MatMulIntegerToFloat: {
    step: 0.1,
    build: (b, x) => {
      const [q, scale, point] = bytes(b, x);
      const matrix = integers(b, DataType.uint8, [6, 3], 0, 200);
      return own(b, 'MatMulIntegerToFloat', [
        q,
        matrix,
        scale,
        b.scalar(0.01),
        point,
        zero(b, 90),
        weights(b, [3]),
      ]);
    },
  },
};

async function both(build: Build): Promise<[before: readonly number[], after: readonly number[]]> {
  const model: Model = {
    ...smallModel(18, DIMS, build),
    opsets: new Map([
      ['', 18],
      ['com.microsoft', 1],
    ]),
  };
  expect(isStandard(model)).toBe(false);
  const measured = await specialise(model, { name: 'x', dims: DIMS }, evaluateOnce);
  const standard = standardise(measured, 'x');
  expect(isStandard((await specialise(standard, { name: 'x', dims: DIMS }, evaluateOnce)).model)).toBe(true);
  return [await resultOf(model, DIMS), await resultOf(standard, DIMS)];
}

describe('a fused operator', () => {
  test.each(Object.entries(fused))('%s computes the same as those it stands for', async (_, build) => {
    const [before, after] = await both(build);
    expect(relativeError(after, before)).toBeLessThanOrEqual(2e-6);
  });
});

describe('a quantised operator', () => {
  test.each(Object.entries(quantised))(
    '%s computes the same but for its rounding',
    async (_, { build, step }) => {
      const [before, after] = await both(build);
      const error = Math.max(...after.map((y, i) => Math.abs(y - (before[i] as number))));
      expect(after).toHaveLength(before.length);
      expect(error).toBeLessThanOrEqual(1.5 * step);
      expect(error).toBeLessThan(0.2 * Math.max(...before.map(Math.abs)));
    },
  );
});
