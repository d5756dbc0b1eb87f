import { quotientOfDifferences } from '../rules/support/quotient.ts';
import type { Propagation } from './propagation.ts';

/**
 * DeepLIFT's Rescale multipliers (Shrikumar et al. 2017, section 3.5.1), with the Shapley value of the
 * two-player product for factors that both vary, and complete at pools that overlap:
 * sum m (x - x0) = y - y0 through every operator.
 */
export const lift: Propagation = {
  id: 'lift',
  sends: 'multiplier',

  linear: (tape, rule, dy, position) => rule.backward(tape, dy, position),

  // m_x = m_y (y - y0) / (x - x0)
  elementwise(tape, rule, dy, reference) {
    const { builder } = tape;
    const closed = rule.slope?.(tape, reference);
    if (closed !== undefined) return builder.node('Mul', [dy, closed]);
    const x = tape.input(rule.inputs === 'all' ? 0 : (rule.inputs[0] ?? 0));
    const y = tape.output;
    const difference = builder.node('Sub', [y, reference(y)]);
    const quotient = quotientOfDifferences(builder, x, reference(x), difference, () => rule.derivative(tape));
    return builder.node('Mul', [dy, quotient]);
  },

  // z = x y: m_x = m_z (y + y0) / 2
  bilinear(tape, rule, dy, position, reference) {
    const { builder } = tape;
    const other = tape.input(1 - position);
    const sum = builder.node('Add', [other, reference(other)]);
    return rule.backward(tape, dy, position, builder.node('Mul', [sum, builder.scalar(0.5)]));
  },

  // With top = max(y, y0): m (top - y0) goes to the pick of x and m (y - top) to the pick of x0, both over x - x0.
  selection(tape, rule, dy, reference) {
    const { builder } = tape;
    const x = tape.input(0);
    const x0 = reference(x);
    const y = tape.output;
    const y0 = reference(y);
    const top = builder.node('Max', [y, y0]);
    const rise = builder.node('Mul', [dy, builder.node('Sub', [top, y0])]);
    const fall = builder.node('Mul', [dy, builder.node('Sub', [y, top])]);
    const contribution = builder.node('Add', [rule.scatter(tape, rise, x), rule.scatter(tape, fall, x0)]);
    return quotientOfDifferences(builder, x, x0, contribution, () => rule.scatter(tape, dy, x));
  },

  paired: (tape, rule, dy, position, reference) => rule.backward(tape, dy, position, reference),
};
