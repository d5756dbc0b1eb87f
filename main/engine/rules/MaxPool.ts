import { elementCount } from '../../../shared/tensor.ts';
import type { Node } from '../onnx/ir.ts';
import type { SelectionRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import type { Tape } from './support/tape.ts';

/** y = maximum of x over a window; the window's value goes to the position of that maximum. */
export const MaxPool: SelectionRule = {
  op: 'MaxPool',
  opset: [12, NEWEST],
  kind: 'selection',
  inputs: [0],
  scatter(tape, values, x) {
    const { builder } = tape;
    const input = tape.dims(tape.input(0));
    const [channels, spatial] = [input[1] as number, elementCount(input.slice(2))];
    const windows = elementCount(tape.dims(tape.output).slice(2));
    // Indices count through the whole tensor; within a plane (one image, one channel) they are the remainder.
    const indices = builder.node('Mod', [indicesOf(tape, x), builder.ints([spatial])]);
    const planes = builder.node('Reshape', [indices, builder.ints([-1, channels, windows])]);
    const flatValues = builder.node('Reshape', [values, builder.ints([-1, channels, windows])]);
    // The reference is one image, whose picks serve every image of the batch.
    const shape = builder.node('Shape', [flatValues]);
    const batch = builder.node('Slice', [shape, builder.ints([0]), builder.ints([1])]);
    const plane = builder.ints([channels, spatial]);
    const zeros = builder.node('Expand', [
      builder.scalar(0),
      builder.node('Concat', [batch, plane], { axis: 0 }),
    ]);
    const everyImage = builder.node('Expand', [planes, shape]);
    const scattered = builder.node('ScatterElements', [zeros, everyImage, flatValues], {
      axis: 2,
      reduction: 'add',
    });
    return builder.node('Reshape', [scattered, tape.batchedShape(tape.input(0))]);
  },
};

/** Where the maximum of each window of `x` lies, counted in row-major order through the whole of `x`. */
function indicesOf(tape: Tape, x: string): string {
  const { builder } = tape;
  const [values, indices] = [builder.name('max'), builder.name('indices')];
  const attributes = new Map([...tape.node.attributes].filter(([name]) => name !== 'storage_order'));
  const node: Node = { ...tape.node, name: indices, inputs: [x], outputs: [values, indices], attributes };
  builder.append(node);
  return indices;
}
