import { elementCount } from '../../../shared/tensor.ts';
import { composite } from './support/composite.ts';
import { reductionAxes } from './support/reduction.ts';

/** Longer products are no part of a classifier, and their rounding no basis for an explanation. */
const MOST_FACTORS = 64;

/** y = product of x over axes, as products of two in row-major order. */
export const ReduceProd = composite('ReduceProd', 18, [0], (tape) => {
  const x = tape.input(0);
  const dims = tape.dims(x);
  const axes = reductionAxes(tape).sort((a, b) => a - b);
  const kept = dims.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const sizesOf = (chosen: readonly number[]) => chosen.map((axis) => dims[axis] as number);
  const count = elementCount(sizesOf(axes));
  if (count > MOST_FACTORS) throw tape.unsupported(`it multiplies ${String(count)} factors`);
  const order = [...kept, ...axes];
  const moved = tape.write('Transpose', [x], sizesOf(order), { perm: order });
  const rows = tape.reshape(moved, [...sizesOf(kept), count]);
  const factors = Array.from({ length: count }, (_, index) =>
    tape.write('Gather', [rows, tape.builder.ints([index])], [...sizesOf(kept), 1], { axis: kept.length }),
  );
  return tape.reshape(
    factors.reduce((product, factor) => tape.each('Mul', [product, factor])),
    tape.dims(tape.output),
  );
});
