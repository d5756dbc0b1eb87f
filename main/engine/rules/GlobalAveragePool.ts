import { elementCount } from '../../../shared/tensor.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** y = mean of x over the spatial axes: dL/dx = dL/dy / count, repeated over them. */
export const GlobalAveragePool: LinearRule = {
  op: 'GlobalAveragePool',
  opset: [1, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder } = tape;
    const count = elementCount(tape.dims(tape.input(0)).slice(2));
    return builder.node('Expand', [
      builder.node('Mul', [dy, builder.scalar(1 / count)]),
      tape.expandShape(tape.input(0)),
    ]);
  },
};
