import type { ElementwiseRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { indicator } from './support/indicator.ts';

/** y = min(max(x, low), high): dy/dx = [low < x][x < high]. */
export const Clip: ElementwiseRule = {
  op: 'Clip',
  opset: [13, NEWEST],
  kind: 'elementwise',
  inputs: [0],
  derivative(tape) {
    const { builder } = tape;
    const [x, low, high] = [tape.input(0), tape.input(1), tape.input(2)];
    const above = low === '' ? undefined : indicator(builder, 'Greater', x, low);
    const below = high === '' ? undefined : indicator(builder, 'Less', x, high);
    if (above !== undefined && below !== undefined) return builder.node('Mul', [above, below]);
    return above ?? below ?? builder.scalar(1);
  },
};
