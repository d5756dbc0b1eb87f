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
    if (low === '' && high === '') return builder.scalar(1);
    if (high === '') return indicator(builder, 'Greater', x, low);
    if (low === '') return indicator(builder, 'Less', x, high);
    const isAbove = builder.node('Greater', [x, low]);
    return builder.node('Where', [isAbove, indicator(builder, 'Less', x, high), builder.scalar(0)]);
  },
};
