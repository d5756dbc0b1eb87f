import { describe, expect, test } from 'vitest';
import { float, type AttributeInit, type Builder } from '../../../main/engine/onnx/builder.ts';
import type { Attribute } from '../../../main/engine/onnx/ir.ts';
import { DataType, float32Constant, int64Constant } from '../../../main/engine/onnx/constant.ts';
import { OPSET, upgradeOpset } from '../../../main/engine/passes/upgradeOpset.ts';
import { relativeError } from '../../support/golden.ts';
import { resultOf, smallModel } from '../../support/smallModel.ts';
import { weights } from '../../support/ruleCase.ts';

type Build = (b: Builder, x: string) => string;
type Attributes = Readonly<Record<string, AttributeInit>>;

interface Older {
  readonly name: string;
  /** Operator sets in which the operator has the form that is written here. */
  readonly opsets: readonly number[];
  readonly build: Build;
}

const floats = (...value: number[]): Attribute => ({ type: 'floats', value });
const one =
  (op: string, attributes: Attributes): Build =>
  (b, x) =>
    b.node(op, [x], attributes);

/** The reduction operators whose axes were an attribute until operator set 17 (ReduceSum: 12). */
const reductions = ['Mean', 'Max', 'Min', 'L1', 'L2', 'Prod', 'LogSum', 'LogSumExp', 'SumSquare'].map(
  (kind): Older => ({
    name: `Reduce${kind} with axes as an attribute`,
    opsets: [7, 11, 13, 17],
    build: (b, x) => b.node(`Reduce${kind}`, [b.node('Abs', [x])], { axes: [2, 3], keepdims: 0 }),
  }),
);

const older: readonly Older[] = [
  {
    name: 'Clip with limits as attributes',
    opsets: [7, 10],
    build: one('Clip', { min: float(-0.5), max: float(1) }),
  },
  { name: 'Clip with one limit', opsets: [7, 10], build: one('Clip', { max: float(0.5) }) },
  {
    name: 'Clip with limits as inputs',
    opsets: [11, 13, 17],
    build: (b, x) => b.node('Clip', [x, b.scalar(-1), b.scalar(0.5)]),
  },
  ...['constant', 'reflect', 'edge'].map((mode): Older => ({
    name: `Pad, ${mode}, with its margin as an attribute`,
    opsets: [7, 10],
    build: one('Pad', { mode, pads: [0, 0, 1, 2, 0, 0, 0, 1], value: float(0.25) }),
  })),
  {
    name: 'Pad with its margin as an input',
    opsets: [11, 13],
    build: (b, x) => b.node('Pad', [x, b.ints([0, 0, 1, 0, 0, 0, 0, 2]), b.scalar(0.5)]),
  },
  {
    name: 'Slice with its limits as attributes',
    opsets: [7, 9],
    build: one('Slice', { starts: [1, -3], ends: [3, 1000], axes: [1, 3] }),
  },
  { name: 'Slice of the first axes', opsets: [7, 9], build: one('Slice', { starts: [0, 1], ends: [1, 3] }) },
  {
    name: 'Slice with its limits as inputs',
    opsets: [10, 13],
    build: (b, x) => b.node('Slice', [x, b.ints([0]), b.ints([2]), b.ints([1])]),
  },
  {
    name: 'Squeeze and Unsqueeze with axes as attributes',
    opsets: [7, 11, 12],
    build: (b, x) => b.node('Squeeze', [b.node('Unsqueeze', [x], { axes: [1, 3] })], { axes: [1] }),
  },
  {
    name: 'Squeeze of every axis of 1',
    opsets: [7, 12],
    build: (b, x) => b.node('Squeeze', [b.node('Unsqueeze', [x], { axes: [1] })]),
  },
  {
    name: 'ReduceSum with axes as an attribute',
    opsets: [7, 11, 12],
    build: one('ReduceSum', { axes: [1], keepdims: 0 }),
  },
  { name: 'ReduceMean over everything', opsets: [7, 17], build: one('ReduceMean', { keepdims: 1 }) },
  ...reductions,
  {
    name: 'Split with lengths as an attribute',
    opsets: [7, 12],
    build: (b, x) => b.nodeWithOutputs('Split', [x], 2, { axis: 1, split: [1, 3] })[1] as string,
  },
  {
    name: 'Split into equal parts',
    opsets: [7, 13, 17],
    build: (b, x) => b.nodeWithOutputs('Split', [x], 2, { axis: 1 })[1] as string,
  },
  {
    name: 'Dropout with its ratio as an attribute',
    opsets: [7, 10],
    build: one('Dropout', { ratio: float(0.5) }),
  },
  {
    name: 'Dropout with its ratio as an input',
    opsets: [12, 13],
    build: (b, x) => b.node('Dropout', [x, b.scalar(0.5)]),
  },
  {
    name: 'BatchNormalization',
    opsets: [7, 9, 14],
    build: (b, x) =>
      b.node(
        'BatchNormalization',
        [x, weights(b, [4]), weights(b, [4], 2), weights(b, [4], 3), weights(b, [4], 4, 0.5, 2)],
        { epsilon: float(0.01) },
      ),
  },
  ...['Softmax', 'LogSoftmax', 'Hardmax'].flatMap((op): Older[] => [
    { name: `${op} over all axes from the second on`, opsets: [7, 11, 12], build: one(op, {}) },
    { name: `${op} over all axes from the third on`, opsets: [7, 12], build: one(op, { axis: 2 }) },
    {
      name: `${op} over all axes from one counted from the end`,
      opsets: [11, 12],
      build: one(op, { axis: -2 }),
    },
    { name: `${op} over one axis`, opsets: [13, 17], build: one(op, { axis: 1 }) },
  ]),
  {
    name: 'Upsample with scales as an attribute',
    opsets: [7, 8],
    build: one('Upsample', { scales: floats(1, 1, 2, 3) }),
  },
  ...['nearest', 'linear'].flatMap((mode): Older[] => {
    const scales = (b: Builder) => b.constant(float32Constant([4], [1, 1, 2, 1.5]));
    return [
      {
        name: `Upsample, ${mode}, with scales as an input`,
        opsets: [9],
        build: (b, x) => b.node('Upsample', [x, scales(b)], { mode }),
      },
      {
        name: `the first Resize, ${mode}`,
        opsets: [10],
        build: (b, x) => b.node('Resize', [x, scales(b)], { mode }),
      },
      {
        name: `Resize, ${mode}`,
        opsets: [11, 13],
        build: (b, x) =>
          b.node('Resize', [x, b.constant(float32Constant([0], [])), scales(b)], {
            mode,
            coordinate_transformation_mode: 'half_pixel',
          }),
      },
    ];
  }),
  {
    name: 'Resize as tf2onnx writes it',
    opsets: [11, 12],
    build: (b, x) =>
      b.node(
        'Resize',
        [x, b.constant(float32Constant([0], [])), b.constant(float32Constant([4], [1, 1, 2, 2]))],
        {
          mode: 'nearest',
          coordinate_transformation_mode: 'tf_half_pixel_for_nn',
          nearest_mode: 'floor',
        },
      ),
  },
  {
    name: 'MaxPool',
    opsets: [7, 8, 10, 11, 12],
    build: one('MaxPool', { kernel_shape: [2, 2], strides: [2, 2] }),
  },
  {
    name: 'AveragePool with padding',
    opsets: [7, 10, 11, 17],
    build: one('AveragePool', { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
  },
  {
    name: 'AveragePool with ceil_mode',
    opsets: [10, 11, 17],
    build: one('AveragePool', { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }),
  },
  { name: 'LpPool', opsets: [7, 11], build: one('LpPool', { kernel_shape: [2, 2], p: 2 }) },
  { name: 'PRelu', opsets: [7, 9, 16], build: (b, x) => b.node('PRelu', [x, weights(b, [4, 1, 1])]) },
  {
    name: 'Pow, Div, Sub',
    opsets: [7, 12, 13],
    build: (b, x) =>
      b.node('Sub', [b.node('Div', [b.node('Pow', [x, b.scalar(2)]), b.scalar(3)]), weights(b, [4, 1, 1])]),
  },
  {
    name: 'Flatten and Gemm',
    opsets: [7, 9, 11],
    build: (b, x) => b.node('Gemm', [b.node('Flatten', [x]), weights(b, [120, 3]), weights(b, [3])]),
  },
  {
    name: 'TopK with its count as an attribute',
    opsets: [7, 9],
    build: (b, x) => b.nodeWithOutputs('TopK', [x], 2, { k: 3, axis: 3 })[0] as string,
  },
  {
    name: 'Scatter',
    opsets: [9, 10],
    build: (b, x) => {
      const index = b.constant(int64Constant([1, 1, 1, 3], [2, 0, 5]));
      return b.node('Scatter', [x, index, weights(b, [1, 1, 1, 3])], { axis: 3 });
    },
  },
  { name: 'DepthToSpace', opsets: [7, 11], build: one('DepthToSpace', { blocksize: 2 }) },
  {
    name: 'HardSigmoid, Elu, Selu',
    opsets: [7, 17],
    build: (b, x) => b.node('HardSigmoid', [b.node('Elu', [b.node('Selu', [x])], { alpha: float(0.5) })]),
  },
  {
    name: 'MeanVarianceNormalization',
    opsets: [9, 13],
    build: one('MeanVarianceNormalization', { axes: [0, 2, 3] }),
  },
  {
    name: 'an If with an older operator in each branch',
    opsets: [11, 12],
    build: (b, x) => {
      const branch = (name: string, axis: number): Attribute => {
        const [y] = [`${name}/y`];
        const inner = {
          op: 'ReduceSum',
          domain: '',
          name,
          inputs: [x],
          outputs: [y],
          metadata: new Map(),
          attributes: new Map([['axes', { type: 'ints', value: [axis] } as const]]),
        };
        return {
          type: 'graph',
          value: {
            name,
            nodes: [inner],
            constants: new Map(),
            inputs: [],
            outputs: [{ name: y, dtype: DataType.float32, dims: null }],
          },
        };
      };
      const sum = b.node('ReduceSum', [x], { keepdims: 0 });
      const condition = b.node('Greater', [sum, b.scalar(0)]);
      return b.node('If', [condition], { then_branch: branch('then', 1), else_branch: branch('else', 3) });
    },
  },
];

describe.each(older)('$name', ({ opsets, build }) => {
  test.each(opsets)('of operator set %i computes the same in the newer form', async (opset) => {
    const dims = [2, 4, 5, 6];
    const model = smallModel(opset, dims, build);
    const upgraded = upgradeOpset(model);
    expect(upgraded.opsets.get('')).toBe(OPSET);
    const [before, after] = [await resultOf(model, dims), await resultOf(upgraded, dims)];
    expect(before.length).toBeGreaterThan(0);
    expect(relativeError(after, before)).toBeLessThanOrEqual(1e-6);
  });
});

test('a newer model stays as it is', () => {
  const model = smallModel(OPSET, [1, 2, 3, 4], (b, x) => b.node('Relu', [x]));
  expect(upgradeOpset(model)).toBe(model);
});

test('a BatchNormalization of every position is refused by its name', () => {
  const model = smallModel(7, [1, 2, 3, 4], (b, x) =>
    b.node('BatchNormalization', [x, ...[1, 2, 3, 4].map((seed) => weights(b, [2, 3, 4], seed))], {
      spatial: 0,
    }),
  );
  expect(() => upgradeOpset(model)).toThrow(/BatchNormalization node .*spatial = 0/);
});

test('an operator set before 7 is refused by its number', () => {
  const model = smallModel(6, [1, 2, 3, 4], (b, x) => b.node('Relu', [x]));
  expect(() => upgradeOpset(model)).toThrow(/operator set 6; 7 is the oldest/);
});
