import { stringAttribute } from '../onnx/ir.ts';
import { NEWEST, type BilinearRule } from './support/rule.ts';
import { parseEquation } from './support/equation.ts';

/** y = sum of products a b over indices: dL/da is the sum of products dL/dy b over those that a lacks. */
export const Einsum: BilinearRule = {
  op: 'Einsum',
  opset: [12, NEWEST],
  kind: 'bilinear',
  inputs: [0, 1],
  backward(tape, dy, position, other) {
    const { builder, node } = tape;
    const shapes = node.inputs.map((name) => tape.dims(name));
    const equation = parseEquation(stringAttribute(node, 'equation', ''), shapes);
    if (!equation)
      throw tape.unsupported(
        'of its equations only those of one or two factors without diagonals and broadcasts are known',
      );
    const own = equation.factors[position] as string;
    const rest = equation.factors[1 - position];
    const given = equation.result + (rest ?? '');
    const kept = [...own].filter((label) => given.includes(label)).join('');
    const terms = rest === undefined ? equation.result : `${equation.result},${rest}`;
    const gradient = builder.node('Einsum', rest === undefined ? [dy] : [dy, other], {
      equation: `${terms}->${kept}`,
    });
    if (kept === own) return gradient;
    // Indices that are a's alone were summed over: every element there receives the same.
    const alone = [...own].flatMap((label, axis) => (given.includes(label) ? [] : [axis]));
    const opened = builder.node('Unsqueeze', [gradient, builder.ints(alone)]);
    return builder.node('Expand', [opened, tape.expandShape(tape.input(position))]);
  },
};
