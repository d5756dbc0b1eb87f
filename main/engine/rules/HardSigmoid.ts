import { floatAttribute } from '../onnx/ir.ts';
import { indicator } from './support/indicator.ts';
import { elementwise } from './support/elementwise.ts';

/** y = min(max(alpha x + beta, 0), 1): dy/dx = alpha [0 < y < 1]. */
export const HardSigmoid = elementwise('HardSigmoid', 6, ({ builder, node, output }) => {
  const inside = builder.node('Mul', [
    indicator(builder, 'Greater', output, builder.scalar(0)),
    indicator(builder, 'Less', output, builder.scalar(1)),
  ]);
  return builder.node('Mul', [inside, builder.scalar(floatAttribute(node, 'alpha', 0.2))]);
});
