import type { Lowering } from './lowering.ts';

/** Another reduction over the same axes as the tape's node, of `x` in its input's shape. */
export function reducedAs(tape: Lowering, op: string, x: string): string {
  const inputs = [x, ...tape.node.inputs.slice(1)];
  return tape.write(op, inputs, tape.dims(tape.output), Object.fromEntries(tape.node.attributes));
}
