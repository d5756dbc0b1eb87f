import { composite } from './support/composite.ts';

/** min(a, b) = a - relu(a - b), one operand after the other. */
export const Min = composite('Min', 13, 'all', (tape) =>
  tape.node.inputs.reduce((least, next) =>
    tape.each('Sub', [least, tape.each('Relu', [tape.each('Sub', [least, next])])]),
  ),
);
