import { exponentials, slopeOfLogarithm, throughExponential } from './support/exponentials.ts';
import { keepReducedAxes, reductionAxes } from './support/reduction.ts';
import { NEWEST, type PairedRule } from './support/rule.ts';

/** y = ln(sum of e^x over axes): m_x = dy (ln S - ln S0)/(S - S0) (e - e0)/(x - x0). */
export const ReduceLogSumExp: PairedRule = {
  op: 'ReduceLogSumExp',
  opset: [18, NEWEST],
  kind: 'paired',
  inputs: [0],
  backward(tape, dy, _position, reference) {
    const axes = reductionAxes(tape);
    // ln e^x = x.
    if (axes.length === 0) return dy;
    const found = exponentials(tape, axes, reference);
    const m = tape.builder.node('Mul', [keepReducedAxes(tape, dy), slopeOfLogarithm(tape, found)]);
    return throughExponential(tape, m, found, reference);
  },
};
