import { floatAttribute } from '../onnx/ir.ts';
import { indicator } from './support/indicator.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x above alpha, 0 elsewhere: dy/dx = [x > alpha]. */
export const ThresholdedRelu = elementwise('ThresholdedRelu', 10, (tape) =>
  indicator(
    tape.builder,
    'Greater',
    tape.input(0),
    tape.builder.scalar(floatAttribute(tape.node, 'alpha', 1)),
  ),
);
