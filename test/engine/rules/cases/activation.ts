import { floatConstant, int64Constant } from '../../../../main/engine/onnx/constant.ts';
import { float, type AttributeInit, type Builder } from '../../../../main/engine/onnx/builder.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

type Attributes = Readonly<Record<string, AttributeInit>>;

function each(op: string, attributes: Attributes = {}, more: Partial<RuleCase> = {}): RuleCase {
  return {
    name: Object.keys(attributes).join(', ') || 'default',
    shape: [2, 3, 4],
    build: (b, x) => b.node(op, [x], attributes),
    ...more,
  };
}

function power(exponent: number, more: Partial<RuleCase> = {}): RuleCase {
  const build = (b: Builder, x: string) => b.node('Pow', [x, scalar(b, exponent)]);
  return each('Pow', {}, { name: `exponent ${String(exponent)}`, build, ...more });
}

const scalar = (b: Builder, value: number) => b.constant(floatConstant(b.floatType, [], [value]));

export const cases: RuleCases = {
  Relu: [each('Relu')],
  Sigmoid: [each('Sigmoid', {}, { range: [-6, 6] })],
  Clip: [
    each('Clip', {}, { name: 'no limits' }),
    each('Clip', {}, { name: 'low only', build: (b, x) => b.node('Clip', [x, scalar(b, -0.5)]) }),
    each('Clip', {}, { name: 'high only', build: (b, x) => b.node('Clip', [x, '', scalar(b, 0.5)]) }),
    each(
      'Clip',
      {},
      {
        name: 'both, as in ReLU6',
        range: [-4, 10],
        build: (b, x) => b.node('Clip', [x, scalar(b, 0), scalar(b, 6)]),
      },
    ),
  ],
  Abs: [each('Abs')],
  Neg: [each('Neg')],
  Exp: [each('Exp')],
  Log: [each('Log', {}, { range: [0.2, 4], atZero: false })],
  Sqrt: [each('Sqrt', {}, { range: [0.2, 4] })],
  Reciprocal: [each('Reciprocal', {}, { range: [0.4, 3], atZero: false })],
  Erf: [each('Erf')],
  Tanh: [each('Tanh')],
  Sin: [each('Sin', {}, { range: [-5, 5] })],
  Cos: [each('Cos', {}, { range: [-5, 5] })],
  Atan: [each('Atan', {}, { range: [-5, 5] })],
  Acos: [each('Acos', {}, { range: [-0.9, 0.9] })],
  Asin: [each('Asin', {}, { range: [-0.9, 0.9] })],
  Tan: [each('Tan', {}, { range: [-1.2, 1.2] })],
  Sinh: [each('Sinh')],
  Cosh: [each('Cosh')],
  Asinh: [each('Asinh', {}, { range: [-5, 5] })],
  Acosh: [each('Acosh', {}, { range: [1.3, 5], atZero: false })],
  Atanh: [each('Atanh', {}, { range: [-0.8, 0.8] })],
  LeakyRelu: [each('LeakyRelu'), each('LeakyRelu', { alpha: float(0.3) })],
  PRelu: [
    each('PRelu', {}, { name: 'one slope', build: (b, x) => b.node('PRelu', [x, scalar(b, 0.2)]) }),
    each(
      'PRelu',
      {},
      {
        name: 'slope per channel',
        build: (b, x) => b.node('PRelu', [x, weights(b, [2, 1, 1])]),
      },
    ),
  ],
  Elu: [each('Elu'), each('Elu', { alpha: float(0.5) })],
  Selu: [each('Selu'), each('Selu', { alpha: float(1.2), gamma: float(0.8) })],
  Celu: [each('Celu'), each('Celu', { alpha: float(0.5) })],
  Softplus: [each('Softplus', {}, { range: [-5, 5] })],
  Softsign: [each('Softsign', {}, { range: [-5, 5] })],
  HardSigmoid: [
    each('HardSigmoid', {}, { range: [-4, 4] }),
    each('HardSigmoid', { alpha: float(1 / 6) }, { range: [-5, 5] }),
    each('HardSigmoid', { alpha: float(0.4), beta: float(0.2) }, { range: [-3, 3] }),
  ],
  HardSwish: [each('HardSwish', {}, { range: [-5, 5] })],
  Gelu: [
    each('Gelu', {}, { since: 20, range: [-4, 4] }),
    each('Gelu', { approximate: 'tanh' }, { since: 20, range: [-4, 4] }),
  ],
  Mish: [each('Mish', {}, { range: [-5, 5] })],
  ThresholdedRelu: [each('ThresholdedRelu'), each('ThresholdedRelu', { alpha: float(0.31) })],
  Shrink: [
    each('Shrink', {}, { single: true }),
    each('Shrink', { bias: float(0.2), lambd: float(0.7) }, { single: true }),
  ],
  Swish: [
    each('Swish', {}, { since: 24, newest: 24, range: [-5, 5] }),
    each('Swish', { alpha: float(1.7) }, { since: 24, newest: 24, range: [-5, 5] }),
  ],
  Pow: [
    ...[2, 3, 1, 4].map((exponent) => power(exponent)),
    ...[0.5, 1.7].map((exponent) => power(exponent, { range: [0.2, 4] })),
    ...[-0.5, -1, -2].map((exponent) => power(exponent, { range: [0.4, 3], atZero: false })),
    each(
      'Pow',
      {},
      {
        name: 'an integer exponent',
        build: (b, x) => b.node('Pow', [x, b.constant(int64Constant([], [3]))]),
      },
    ),
    each(
      'Pow',
      {},
      {
        name: 'an exponent per channel',
        range: [0.2, 3],
        build: (b, x) => b.node('Pow', [x, b.constant(floatConstant(b.floatType, [2, 1, 1], [2, 1.5]))]),
      },
    ),
    each(
      'Pow',
      {},
      {
        name: 'broadcast against its exponents',
        shape: [2, 1, 3],
        build: (b, x) => b.node('Pow', [x, b.constant(floatConstant(b.floatType, [2, 1], [2, 3]))]),
      },
    ),
  ],
};
