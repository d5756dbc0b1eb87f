import { indicator } from './support/indicator.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x h(x), h(x) = min(max(x/6 + 1/2, 0), 1): dy/dx = h(x) + x/6 [|x| < 3]. */
export const HardSwish = elementwise('HardSwish', 14, (tape) => {
  const { builder } = tape;
  const x = tape.input(0);
  const sixth = builder.node('Mul', [x, builder.scalar(1 / 6)]);
  const line = builder.node('Add', [sixth, builder.scalar(0.5)]);
  const gate = builder.node('Clip', [line, builder.scalar(0), builder.scalar(1)]);
  const inside = indicator(builder, 'Less', builder.node('Abs', [x]), builder.scalar(3));
  return builder.node('Add', [gate, builder.node('Mul', [sixth, inside])]);
});
