import { integersOf } from '../../onnx/constant.ts';
import { intAttribute } from '../../onnx/ir.ts';
import type { Tape } from './tape.ts';

/** Axes a reduction runs over, counted from the front; every axis where the node names none. */
export function reductionAxes(tape: Tape): number[] {
  const rank = tape.dims(tape.input(0)).length;
  const named = tape.input(1) === '' ? [] : integersOf(tape.requireConstant(1, 'axes'));
  if (!named) throw tape.unsupported('its axes are not integers');
  if (named.length > 0) return named.map((axis) => (axis + rank) % rank);
  const all = Array.from({ length: rank }, (_, axis) => axis);
  return intAttribute(tape.node, 'noop_with_empty_axes', 0) === 1 ? [] : all;
}

/** A tensor in the shape of a reduction's result, with the reduced axes put back as 1. */
export function keepReducedAxes(tape: Tape, reduced: string): string {
  if (intAttribute(tape.node, 'keepdims', 1) === 1) return reduced;
  const axes = reductionAxes(tape);
  return axes.length === 0 ? reduced : tape.builder.node('Unsqueeze', [reduced, tape.builder.ints(axes)]);
}

/** A tensor in the shape of a reduction's result, repeated over the reduced axes to the shape of its input. */
export function repeatOver(tape: Tape, reduced: string): string {
  const kept = keepReducedAxes(tape, reduced);
  return tape.builder.node('Expand', [kept, tape.expandShape(tape.input(0))]);
}
