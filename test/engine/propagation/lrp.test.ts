import { describe, expect, test } from 'vitest';
import { float, type Builder } from '../../../main/engine/onnx/builder.ts';
import { floatConstant } from '../../../main/engine/onnx/constant.ts';
import type { PartRule } from '../../../main/engine/propagation/linearParts.ts';
import { lrp } from '../../../main/engine/propagation/lrp.ts';
import { multipliersOf } from '../../support/multipliersOf.ts';
import type { RuleCase } from '../../support/ruleCase.ts';

/** Relevance of small expressions, worked out by hand; the logits are explained with the weights of `seed`. */
interface Example {
  readonly name: string;
  readonly rule?: PartRule;
  readonly epsilon?: number;
  readonly build: (b: Builder, x: string) => string;
  readonly x: readonly number[];
  readonly seed: readonly number[];
  readonly expected: readonly number[];
}

/** x W + b with W [2, 2] = [[2, -1], [3, 4]], of two channels of one pixel. */
function dense(b: Builder, x: string, bias: readonly number[] = [0, 0]): string {
  const weight = b.constant(floatConstant(b.floatType, [2, 2], [2, -1, 3, 4]));
  const rows = b.node('Reshape', [x, b.ints([-1, 2])]);
  return b.node('Gemm', [rows, weight, b.constant(floatConstant(b.floatType, [2], bias))], {
    alpha: float(1),
  });
}

const pair = (b: Builder, x: string) =>
  b.nodeWithOutputs('Split', [x], 2, { axis: 1, num_outputs: 2 }) as [string, string];

const examples: readonly Example[] = [
  {
    name: 'a linear layer shares in proportion: z = 1 * 2 + 2 * 3 = 8',
    build: dense,
    x: [1, 2],
    seed: [1, 0],
    expected: [2, 6],
  },
  {
    name: 'the bias keeps its share: z = 8 + 2, relevance 10 * 2/10 and 10 * 6/10',
    build: (b, x) => dense(b, x, [2, 0]),
    x: [1, 2],
    seed: [1, 0],
    expected: [2, 6],
  },
  {
    name: 'a class held against another: shares of 8 less shares of -1 + 8 = 7',
    build: dense,
    x: [1, 2],
    seed: [1, -1],
    expected: [2 + 1, 6 - 8],
  },
  {
    name: 'a large epsilon takes its part: 8 / (8 + 2)',
    epsilon: 2,
    build: dense,
    x: [1, 2],
    seed: [1, 0],
    expected: [1.6, 4.8],
  },
  {
    name: 'epsilon has the sign of a negative z: z = -3 - 0.5, relevance -3 * share',
    epsilon: 0.5,
    build: dense,
    x: [3, 0],
    seed: [0, 1],
    expected: [(-3 * -3) / -3.5, 0],
  },
  {
    name: 'z-plus: of -1 and 8 the positive part takes all 7',
    rule: 'z-plus',
    build: dense,
    x: [1, 2],
    seed: [0, 1],
    expected: [0, 7],
  },
  {
    name: 'z-plus: a negative value with a negative weight is a positive part: z = 2 + 4 = 6, parts 2 and 4',
    rule: 'z-plus',
    build: dense,
    x: [-2, 1],
    seed: [0, 1],
    expected: [2, 4],
  },
  {
    name: 'z-plus: the positive bias keeps its share of 9: parts 2, 6 and 1',
    rule: 'z-plus',
    build: (b, x) => dense(b, x, [1, 0]),
    x: [1, 2],
    seed: [1, 0],
    expected: [2, 6],
  },
  {
    name: 'flat: half of 8 to each',
    rule: 'flat',
    build: dense,
    x: [1, 2],
    seed: [1, 0],
    expected: [4, 4],
  },
  {
    name: 'a sum shares in proportion: 3 + 5',
    build: (b, x) => b.node('Add', pair(b, x)),
    x: [3, 5],
    seed: [1],
    expected: [3, 5],
  },
  {
    name: 'a difference: 3 - 5 = -2, parts 3 and -5',
    build: (b, x) => b.node('Sub', pair(b, x)),
    x: [3, 5],
    seed: [1],
    expected: [3, -5],
  },
  {
    name: 'a non-linearity passes on: tanh',
    build: (b, x) => b.node('Tanh', [x]),
    x: [0.5, -1],
    seed: [1, 1],
    expected: [Math.tanh(0.5), Math.tanh(-1)],
  },
  {
    name: 'a gate gets nothing: x sigmoid(g)',
    build: (b, x) => {
      const [signal, gate] = pair(b, x);
      return b.node('Mul', [b.node('Sigmoid', [gate]), signal]);
    },
    x: [3, 0],
    seed: [1],
    expected: [1.5, 0],
  },
  {
    name: 'a gate spelled out: x min(max(g + 3, 0), 6) / 6, the signal being a ReLU6 itself',
    build: (b, x) => {
      const [signal, gate] = pair(b, x);
      const six = (input: string) => b.node('Clip', [input, b.scalar(0), b.scalar(6)]);
      const hard = b.node('Mul', [six(b.node('Add', [gate, b.scalar(3)])), b.scalar(1 / 6)]);
      return b.node('Mul', [six(signal), hard]);
    },
    x: [4, 0],
    seed: [1],
    expected: [2, 0],
  },
];

const caseOf = ({ name, build }: Example): RuleCase => ({ name, shape: [2, 1, 1], build });

test('a product of which neither factor is a gate is refused by name', async () => {
  const product: RuleCase = {
    name: 'product',
    shape: [2, 1, 1],
    build: (b, x) => b.node('Mul', pair(b, x)),
  };
  const row = { x: [1, 2], x0: [0, 0], seed: [1] };
  await expect(multipliersOf(product, lrp('epsilon', 1e-9), row)).rejects.toThrow(
    /^LRP has no rule for Mul node .*neither factor is the gate/,
  );
});

describe('relevance by hand', () => {
  test.each(examples)('$name', async (each) => {
    const propagation = lrp(each.rule ?? 'epsilon', each.epsilon ?? 1e-9);
    const x0 = each.x.map(() => 0);
    const relevance = await multipliersOf(caseOf(each), propagation, { x: each.x, x0, seed: each.seed });
    for (const [at, value] of relevance.entries()) expect(value).toBeCloseTo(each.expected[at] ?? NaN, 6);
  });
});
