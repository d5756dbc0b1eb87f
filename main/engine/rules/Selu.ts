import { floatAttribute } from '../onnx/ir.ts';
import { belowZero } from './support/belowZero.ts';
import { elementwise } from './support/elementwise.ts';

/** Klambauer et al. 2017, as the ONNX specification rounds them. */
const ALPHA = 1.67326319217681884765625;
const GAMMA = 1.05070102214813232421875;

/** y = gamma x, or gamma alpha (e^x - 1) below 0: dy/dx = gamma, or gamma alpha e^x. */
export const Selu = elementwise('Selu', 6, (tape) => {
  const { builder, node } = tape;
  const power = builder.node('Exp', [tape.input(0)]);
  const alpha = builder.scalar(floatAttribute(node, 'alpha', ALPHA));
  const gamma = builder.scalar(floatAttribute(node, 'gamma', GAMMA));
  return builder.node('Mul', [gamma, belowZero(tape, builder.node('Mul', [power, alpha]))]);
});
