import { composite } from './support/composite.ts';

/** max(a, b) = a + relu(b - a), one operand after the other. */
export const Max = composite('Max', 13, 'all', (tape) =>
  tape.node.inputs.reduce((most, next) =>
    tape.each('Add', [most, tape.each('Relu', [tape.each('Sub', [next, most])])]),
  ),
);
