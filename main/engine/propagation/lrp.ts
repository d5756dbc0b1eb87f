import { WorkbenchError } from '../../../shared/errors.ts';
import { describeNode } from '../onnx/ir.ts';
import type { Tape } from '../rules/support/tape.ts';
import { unbroadcast } from '../rules/support/unbroadcast.ts';
import { gateOf } from './gate.ts';
import { partsOf, type PartRule } from './linearParts.ts';
import type { Propagation } from './propagation.ts';

/** Operators that move, repeat or leave out values: relevance goes the same way back. */
const MOVING = new Set([
  ...['Cast', 'CastLike', 'Concat', 'DepthToSpace', 'Dropout', 'Expand', 'Flatten', 'Gather', 'Identity'],
  ...[
    'Pad',
    'Reshape',
    'Slice',
    'SpaceToDepth',
    'Split',
    'Squeeze',
    'Tile',
    'Transpose',
    'Trilu',
    'Unsqueeze',
  ],
]);

/**
 * Layer-wise relevance propagation (Bach et al. 2015). A linear operator z = sum of parts hands its relevance back in
 * proportion to the parts: R_x = x ∘ W'(R / z), z kept away from zero by epsilon. Which parts count is the rule's choice:
 * `epsilon` all of them, bias included; `z-plus` the positive ones; `flat` all alike. A non-linearity of one variable passes its
 * relevance on, a pool gives it to the maximum, and a gated signal keeps it all.
 */
export function lrp(rule: PartRule, epsilon: number): Propagation {
  return {
    id: `lrp-${rule}-${String(epsilon)}`,
    sends: 'relevance',

    linear(tape, operator, dy, position) {
      if (MOVING.has(tape.node.op)) return operator.backward(tape, dy, position);
      const { builder } = tape;
      const parts = partsOf(tape, rule);
      if (parts === 'passes') return dy;
      const shares = builder.node('Div', [dy, awayFromZero(tape, parts.total, epsilon)]);
      const sent = parts.terms.map(({ tape: part, values }) =>
        builder.node('Mul', [values(position), operator.backward(part, shares, position)]),
      );
      return sent.reduce((sum, term) => builder.node('Add', [sum, term]));
    },

    elementwise: (_tape, _operator, dy) => dy,

    selection: (tape, operator, dy) => operator.scatter(tape, dy, tape.input(0)),

    bilinear(tape, _operator, dy, position) {
      const gate = gateOf(tape);
      if (gate === null) throw refused(tape, 'neither factor is the gate of the other');
      return position === gate ? null : unbroadcast(tape, dy, tape.input(position));
    },

    paired: (tape) => {
      throw refused(tape, 'relevance has no way through it');
    },
  };
}

/** z + epsilon sign(z), where sign(0) = 1. */
function awayFromZero({ builder }: Tape, z: string, epsilon: number): string {
  const isNegative = builder.node('Less', [z, builder.scalar(0)]);
  const shift = builder.node('Where', [isNegative, builder.scalar(-epsilon), builder.scalar(epsilon)]);
  return builder.node('Add', [z, shift]);
}

function refused({ node }: Tape, reason: string): WorkbenchError {
  return new WorkbenchError(
    'operator-unsupported',
    `LRP has no rule for ${describeNode(node)}: ${reason}. Choose a later layer or another method.`,
  );
}
