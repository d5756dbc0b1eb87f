import { describe, expect, test } from 'vitest';
import { float, type Builder } from '../../../main/engine/onnx/builder.ts';
import { floatConstant } from '../../../main/engine/onnx/constant.ts';
import { gradient } from '../../../main/engine/propagation/gradient.ts';
import { lift } from '../../../main/engine/propagation/lift.ts';
import { relativeError } from '../../support/golden.ts';
import { multipliersOf } from '../../support/multipliersOf.ts';
import { spread } from '../../support/random.ts';
import { weights, type RuleCase } from '../../support/ruleCase.ts';

/*
 * Exporters write one operation as one node or as several. Every spelling must be explained alike, or
 * the result would depend on the exporter.
 */

type Build = RuleCase['build'];

interface Operation {
  readonly name: string;
  readonly spellings: readonly Build[];
  readonly opset?: number;
  /** Elements of the result, of which 24 is x's own number. */
  readonly size?: number;
}

const on = (b: Builder, op: string, ...inputs: string[]) => b.node(op, inputs);
const sigmoid = (b: Builder, x: string) => on(b, 'Sigmoid', x);

const filled = (b: Builder, value: number) => b.constant(floatConstant(b.floatType, [2], [value, value]));

function layerNormalization(square: (b: Builder, d: string) => string, invert: 'Div' | 'Reciprocal'): Build {
  return (b, x) => {
    const mean = (t: string) => b.node('ReduceMean', [t, b.ints([-1])]);
    const d = on(b, 'Sub', x, mean(x));
    const deviation = on(b, 'Sqrt', on(b, 'Add', mean(square(b, d)), b.scalar(1e-3)));
    const unit =
      invert === 'Div' ? on(b, 'Div', d, deviation) : on(b, 'Mul', d, on(b, 'Reciprocal', deviation));
    return on(b, 'Add', on(b, 'Mul', unit, weights(b, [4], 0)), weights(b, [4], 1));
  };
}

const operations: readonly Operation[] = [
  {
    name: 'LayerNormalization',
    spellings: [
      (b, x) =>
        b.node('LayerNormalization', [x, weights(b, [4], 0), weights(b, [4], 1)], { epsilon: float(1e-3) }),
      layerNormalization((b, d) => on(b, 'Mul', d, d), 'Div'),
      layerNormalization((b, d) => on(b, 'Pow', d, b.scalar(2)), 'Div'),
      layerNormalization((b, d) => on(b, 'Mul', d, d), 'Reciprocal'),
    ],
  },
  {
    name: 'GELU',
    opset: 20,
    spellings: [
      (b, x) => on(b, 'Gelu', x),
      (b, x) => {
        const erf = on(b, 'Erf', on(b, 'Div', x, b.scalar(Math.SQRT2)));
        return on(b, 'Mul', on(b, 'Mul', x, on(b, 'Add', erf, b.scalar(1))), b.scalar(0.5));
      },
    ],
  },
  {
    name: 'GELU by tanh',
    opset: 20,
    spellings: [
      (b, x) => b.node('Gelu', [x], { approximate: 'tanh' }),
      ...(['Pow', 'Mul'] as const).map((cube): Build => (b, x) => {
        const third = cube === 'Pow' ? on(b, 'Pow', x, b.scalar(3)) : on(b, 'Mul', x, on(b, 'Mul', x, x));
        const inner = on(b, 'Add', x, on(b, 'Mul', third, b.scalar(0.044715)));
        const tanh = on(b, 'Tanh', on(b, 'Mul', inner, b.scalar(Math.sqrt(2 / Math.PI))));
        return on(b, 'Mul', on(b, 'Mul', x, b.scalar(0.5)), on(b, 'Add', tanh, b.scalar(1)));
      }),
    ],
  },
  {
    name: 'HardSwish',
    spellings: [
      (b, x) => on(b, 'HardSwish', x),
      (b, x) => on(b, 'Mul', x, b.node('HardSigmoid', [x], { alpha: float(1 / 6) })),
      (b, x) => {
        const raised = b.node('Clip', [on(b, 'Add', x, b.scalar(3)), b.scalar(0), b.scalar(6)]);
        return on(b, 'Div', on(b, 'Mul', x, raised), b.scalar(6));
      },
    ],
  },
  {
    name: 'Mish',
    spellings: [
      (b, x) => on(b, 'Mish', x),
      (b, x) => on(b, 'Mul', x, on(b, 'Tanh', on(b, 'Softplus', x))),
      (b, x) => {
        const soft = on(b, 'Log', on(b, 'Add', on(b, 'Exp', x), b.scalar(1)));
        const chosen = on(b, 'Where', on(b, 'Greater', x, b.scalar(20)), x, soft);
        return on(b, 'Mul', x, on(b, 'Tanh', chosen));
      },
    ],
  },
  {
    name: 'SiLU',
    opset: 24,
    spellings: [(b, x) => on(b, 'Swish', x), (b, x) => on(b, 'Mul', x, sigmoid(b, x))],
  },
  {
    name: 'LeakyRelu',
    spellings: [
      (b, x) => b.node('LeakyRelu', [x], { alpha: float(0.1) }),
      (b, x) => on(b, 'PRelu', x, b.scalar(0.1)),
      (b, x) => on(b, 'Max', x, on(b, 'Mul', x, b.scalar(0.1))),
      (b, x) => on(b, 'Where', on(b, 'Less', x, b.scalar(0)), on(b, 'Mul', x, b.scalar(0.1)), x),
    ],
  },
  {
    name: 'squared ReLU',
    spellings: [
      (b, x) => on(b, 'Pow', on(b, 'Relu', x), b.scalar(2)),
      (b, x) => on(b, 'Mul', on(b, 'Relu', x), on(b, 'Relu', x)),
    ],
  },
  {
    name: 'response normalisation by ReduceL2',
    spellings: [
      (b, x) => on(b, 'Mul', x, b.node('ReduceL2', [x, b.ints([2, 3])])),
      (b, x) => on(b, 'Mul', x, on(b, 'Sqrt', b.node('ReduceSumSquare', [x, b.ints([2, 3])]))),
      (b, x) => {
        const sum = b.node('ReduceSum', [on(b, 'Pow', x, b.scalar(2)), b.ints([2, 3])]);
        return on(b, 'Mul', x, on(b, 'Pow', sum, b.scalar(0.5)));
      },
      (b, x) => on(b, 'Mul', x, b.node('GlobalLpPool', [x])),
    ],
  },
  {
    name: 'a group norm of one channel a group',
    opset: 21,
    spellings: [
      (b, x) => b.node('InstanceNormalization', [x, weights(b, [2], 0), weights(b, [2], 1)]),
      (b, x) => {
        const grouped = b.node('Reshape', [x, b.ints([0, 2, -1])]);
        const unit = b.node('InstanceNormalization', [grouped, filled(b, 1), filled(b, 0)]);
        const back = b.node('Reshape', [unit, b.ints([1, 2, 3, 4])]);
        return on(b, 'Add', on(b, 'Mul', back, weights(b, [2, 1, 1], 0)), weights(b, [2, 1, 1], 1));
      },
    ],
  },
  {
    name: 'softmax',
    spellings: [
      (b, x) => b.node('Softmax', [x], { axis: 1 }),
      (b, x) => {
        const e = on(b, 'Exp', x);
        return on(b, 'Div', e, b.node('ReduceSum', [e, b.ints([1])]));
      },
    ],
  },
  {
    name: 'global maximum',
    size: 2,
    spellings: [
      (b, x) => on(b, 'GlobalMaxPool', x),
      (b, x) => b.node('MaxPool', [x], { kernel_shape: [3, 4] }),
      (b, x) => b.node('ReduceMax', [x, b.ints([2, 3])]),
      (b, x) => on(b, 'Neg', b.node('ReduceMin', [on(b, 'Neg', x), b.ints([3, 2])])),
    ],
  },
  {
    name: 'log of summed exponentials',
    size: 12,
    spellings: [
      (b, x) => b.node('ReduceLogSumExp', [x, b.ints([1])]),
      (b, x) => b.node('ReduceLogSum', [on(b, 'Exp', x), b.ints([1])]),
      (b, x) => on(b, 'Log', b.node('ReduceSum', [on(b, 'Exp', x), b.ints([1])])),
    ],
  },
];

describe.each(operations)('$name', ({ spellings, opset, size = 24 }) => {
  test.each([gradient, lift])('every spelling has the same $id', async (propagation) => {
    const [x, x0] = [spread(24, 11, -3, 3), spread(24, 12, -3, 3)];
    const results: (readonly number[])[] = [];
    for (const build of spellings) {
      const each: RuleCase = {
        name: 'spelling',
        shape: [2, 3, 4],
        build,
        ...(opset !== undefined && { since: opset }),
      };
      results.push(await multipliersOf(each, propagation, { x, x0, seed: spread(24, 13).slice(0, size) }));
    }
    const [first, ...others] = results as [readonly number[]];
    for (const other of others) expect(relativeError(other, first)).toBeLessThanOrEqual(1e-5);
  });
});
