import type { Node } from '../onnx/ir.ts';
import type { Tape } from '../rules/support/tape.ts';

/** Operators that squash their input into a fixed range: what they scale is the signal. */
const SQUASHING = new Set(['Sigmoid', 'HardSigmoid', 'Softmax', 'Tanh', 'Erf']);

/** Operators that leave a gate a gate: they shift, scale, move or repeat it. */
const CARRYING = new Set([
  ...['Add', 'Sub', 'Mul', 'Neg', 'Identity', 'Cast', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'],
  ...['Transpose', 'Expand', 'Tile', 'Split', 'Slice', 'Gather'],
]);

/**
 * Which of a product's two factors is the gate: the one that comes from a squashing operator, be it shifted, scaled
 * or moved since. (A ReLU6 is a squashing operator only where its result is scaled, as in a hard sigmoid spelled out.)
 * @returns its position, or null where neither or both are
 */
export function gateOf(tape: Tape): 0 | 1 | null {
  const isGate = [0, 1].map((position) => comesFromSquashing(tape, tape.input(position)));
  if (isGate[0] === isGate[1]) return null;
  return isGate[0] === true ? 0 : 1;
}

function comesFromSquashing(tape: Tape, name: string): boolean {
  let scaled = false;
  let node: Node | undefined = tape.producerOf(name);
  while (node) {
    if (SQUASHING.has(node.op) || (node.op === 'Clip' && scaled)) return true;
    const varying: string[] = node.inputs.filter((input) => tape.varies(input));
    const [only] = varying;
    if (!CARRYING.has(node.op) || varying.length !== 1 || only === undefined) return false;
    scaled ||= node.op === 'Mul';
    node = tape.producerOf(only);
  }
  return false;
}
