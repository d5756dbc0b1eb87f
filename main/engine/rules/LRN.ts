import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';

/** y = x / (bias + alpha mean(x^2 over `size` neighbouring channels))^beta, channels beyond the ends being 0. */
export const LRN = composite('LRN', 13, [0], (tape) => {
  const { node, builder } = tape;
  const x = tape.input(0);
  const dims = tape.dims(x);
  const size = intAttribute(node, 'size', 1);
  const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)];
  // The channels as rows of a plane, over which an average pool runs.
  const rows = [
    dims[0] as number,
    1,
    dims[1] as number,
    dims.slice(2).reduce((product, dim) => product * dim, 1),
  ];
  const squares = tape.reshape(tape.each('Mul', [x, x]), rows);
  const means = tape.write('AveragePool', [squares], rows, {
    kernel_shape: [size, 1],
    pads: [before, 0, after, 0],
    count_include_pad: 1,
  });
  const weighted = tape.each('Mul', [
    tape.reshape(means, dims),
    builder.scalar(floatAttribute(node, 'alpha', 1e-4)),
  ]);
  const base = tape.each('Add', [weighted, builder.scalar(floatAttribute(node, 'bias', 1))]);
  const factor = tape.each('Pow', [base, builder.scalar(-floatAttribute(node, 'beta', 0.75))]);
  return tape.each('Mul', [x, factor]);
});
