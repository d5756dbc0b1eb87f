import type { AttributeInit } from '../../../../main/engine/onnx/builder.ts';
import type { RuleCase, RuleCases } from '../../../support/ruleCase.ts';

type Attributes = Readonly<Record<string, AttributeInit>>;

function pool(
  op: string,
  name: string,
  shape: RuleCase['shape'],
  attributes: Attributes,
  dims?: readonly number[],
): RuleCase {
  return {
    name,
    shape,
    build: (b, x) => b.node(op, [dims ? b.node('Reshape', [x, b.ints(dims)]) : x], attributes),
  };
}

/** The geometries that every pool over windows is tried with. */
function windows(op: string): RuleCase[] {
  return [
    pool(op, '2x2 with stride', [2, 4, 4], { kernel_shape: [2, 2], strides: [2, 2] }),
    pool(op, 'windows that overlap', [2, 5, 5], { kernel_shape: [3, 3], strides: [2, 2] }),
    pool(op, 'padding', [2, 4, 5], { kernel_shape: [3, 2], pads: [1, 0, 1, 1] }),
    pool(op, 'ceil_mode', [2, 5, 6], { kernel_shape: [2, 3], strides: [2, 2], ceil_mode: 1 }),
    pool(op, 'ceil_mode with padding', [1, 6, 6], {
      kernel_shape: [3, 3],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      ceil_mode: 1,
    }),
    pool(op, 'SAME_UPPER', [2, 5, 4], { kernel_shape: [2, 2], strides: [2, 2], auto_pad: 'SAME_UPPER' }),
    pool(op, 'SAME_LOWER', [2, 5, 4], { kernel_shape: [2, 2], strides: [2, 2], auto_pad: 'SAME_LOWER' }),
    pool(op, 'full kernel', [3, 3, 4], { kernel_shape: [3, 4] }),
    pool(op, 'one axis', [2, 3, 4], { kernel_shape: [3], strides: [2] }, [1, 2, 12]),
    pool(op, 'three axes', [2, 3, 8], { kernel_shape: [2, 2, 1], strides: [1, 2, 1] }, [1, 2, 3, 4, 2]),
    pool(op, 'dilations', [2, 5, 6], { kernel_shape: [2, 2], dilations: [2, 3] }),
  ];
}

export const cases: RuleCases = {
  MaxPool: windows('MaxPool'),
  AveragePool: [
    ...windows('AveragePool').map((each) => (each.name === 'dilations' ? { ...each, since: 19 } : each)),
    pool('AveragePool', 'count_include_pad', [2, 4, 4], {
      kernel_shape: [3, 3],
      pads: [1, 1, 0, 1],
      count_include_pad: 1,
    }),
    pool('AveragePool', 'count_include_pad with ceil_mode', [2, 5, 5], {
      kernel_shape: [3, 3],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
      ceil_mode: 1,
      count_include_pad: 1,
    }),
  ],
  GlobalAveragePool: [
    pool('GlobalAveragePool', 'plane', [3, 3, 4], {}),
    pool('GlobalAveragePool', 'one axis', [3, 2, 4], {}, [1, 3, 8]),
  ],
  GlobalMaxPool: [
    pool('GlobalMaxPool', 'plane', [3, 3, 4], {}),
    pool('GlobalMaxPool', 'one axis', [3, 2, 4], {}, [1, 3, 8]),
  ],
  LpPool: [
    ...windows('LpPool'),
    pool('LpPool', 'p = 1', [2, 4, 4], { kernel_shape: [2, 2], p: 1 }),
    pool('LpPool', 'p = 3', [2, 4, 4], { kernel_shape: [2, 2], strides: [2, 1], p: 3 }),
  ],
  // ONNX Runtime has no kernel of the version of operator set 22.
  GlobalLpPool: [
    pool('GlobalLpPool', 'p = 2', [2, 3, 4], {}),
    pool('GlobalLpPool', 'p = 1', [2, 3, 4], { p: 1 }),
    pool('GlobalLpPool', 'p = 3', [2, 3, 4], { p: 3 }),
  ].map((each) => ({ ...each, newest: 21 })),
};
