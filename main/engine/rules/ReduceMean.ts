import { NEWEST, type LinearRule } from './support/rule.ts';
import { reductionAxes, repeatOver } from './support/reduction.ts';

/** y = mean of x over axes: dL/dx = dL/dy / count, repeated over them. */
export const ReduceMean: LinearRule = {
  op: 'ReduceMean',
  opset: [18, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const dims = tape.dims(tape.input(0));
    const count = reductionAxes(tape).reduce((product, axis) => product * (dims[axis] as number), 1);
    return repeatOver(tape, tape.builder.node('Mul', [dy, tape.builder.scalar(1 / count)]));
  },
};
