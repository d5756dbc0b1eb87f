import { stringAttribute } from '../onnx/ir.ts';
import { elementwise } from './support/elementwise.ts';
import type { Tape } from './support/tape.ts';

/** y = x P(x), P the normal distribution function or its approximation by tanh: dy/dx = P(x) + x P'(x). */
export const Gelu = elementwise('Gelu', 20, (tape) => {
  const { builder } = tape;
  const isTanh = stringAttribute(tape.node, 'approximate', 'none') === 'tanh';
  const [share, density] = isTanh ? tanhForm(tape) : erfForm(tape);
  return builder.node('Add', [share, builder.node('Mul', [tape.input(0), density])]);
});

/** P = (1 + erf(x / sqrt 2)) / 2, P' = e^(-x^2/2) / sqrt(2 pi). */
function erfForm(tape: Tape): [share: string, density: string] {
  const { builder } = tape;
  const x = tape.input(0);
  const erf = builder.node('Erf', [builder.node('Mul', [x, builder.scalar(Math.SQRT1_2)])]);
  const half = builder.node('Mul', [builder.node('Mul', [x, x]), builder.scalar(-0.5)]);
  const bell = builder.node('Mul', [builder.node('Exp', [half]), builder.scalar(1 / Math.sqrt(2 * Math.PI))]);
  return [halfOfOnePlus(tape, erf), bell];
}

/** P = (1 + t) / 2, t = tanh(c (x + 0.044715 x^3)), c = sqrt(2/pi): P' = (1 - t^2) c (1 + 3 * 0.044715 x^2) / 2. */
function tanhForm(tape: Tape): [share: string, density: string] {
  const { builder } = tape;
  const x = tape.input(0);
  const [c, k] = [Math.sqrt(2 / Math.PI), 0.044715];
  const square = builder.node('Mul', [x, x]);
  const line = (slope: number) =>
    builder.node('Add', [builder.node('Mul', [square, builder.scalar(slope)]), builder.scalar(1)]);
  const inner = builder.node('Mul', [builder.node('Mul', [x, line(k)]), builder.scalar(c)]);
  const tanh = builder.node('Tanh', [inner]);
  const fall = builder.node('Sub', [builder.scalar(1), builder.node('Mul', [tanh, tanh])]);
  const rise = builder.node('Mul', [line(3 * k), builder.scalar(c / 2)]);
  return [halfOfOnePlus(tape, tanh), builder.node('Mul', [fall, rise])];
}

function halfOfOnePlus({ builder }: Tape, tensor: string): string {
  return builder.node('Mul', [builder.node('Add', [tensor, builder.scalar(1)]), builder.scalar(0.5)]);
}
