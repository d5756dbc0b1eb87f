import { WorkbenchError } from '../../../shared/errors.ts';
import { floatsOf, likeConstant } from '../onnx/constant.ts';
import { describeNode } from '../onnx/ir.ts';
import type { Tape } from '../rules/support/tape.ts';

/** Which parts of a sum count: all as they are, the positive ones, or all alike. */
export type PartRule = 'epsilon' | 'z-plus' | 'flat';

/** A linear operator with other weights, on other values of its varying inputs. */
interface Term {
  readonly tape: Tape;
  /** Name of what stands for the varying input at a position. */
  readonly values: (position: number) => string;
}

/** A linear operator's output as a sum of terms. */
interface LinearParts {
  readonly total: string;
  readonly terms: readonly Term[];
}

/** Operators with weights; their bias, where they have one, is input 2. */
const WEIGHTED = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'Einsum']);
/** Operators that add inputs up, with weights of one sign that are part of the operator. */
const MIXING = new Set([
  ...[
    'Add',
    'Sum',
    'Mean',
    'AveragePool',
    'GlobalAveragePool',
    'ReduceMean',
    'ReduceSum',
    'CumSum',
    'Resize',
  ],
]);
/** Operators that scale or shift every element by itself. */
const SCALING = new Set(['Mul', 'Neg', 'BatchNormalization', 'Add', 'Sub']);

/**
 * The parts of a linear operator's output that count by a rule; `passes` where each element has one part only.
 * @throws WorkbenchError 'operator-unsupported' for an operator whose parts are not known
 */
export function partsOf(tape: Tape, rule: PartRule): LinearParts | 'passes' {
  if (rule === 'epsilon') {
    return { total: tape.output, terms: [{ tape, values: (position) => tape.input(position) }] };
  }
  const varying = tape.node.inputs.filter((name) => tape.varies(name)).length;
  if (SCALING.has(tape.node.op) && varying === 1) return 'passes';
  if (WEIGHTED.has(tape.node.op)) {
    return rule === 'flat'
      ? summed([weighted(tape, 'one')])
      : summed([weighted(tape, 'positive'), weighted(tape, 'negative')]);
  }
  if (MIXING.has(tape.node.op))
    return summed([{ tape, values: valuesOf(tape, rule === 'flat' ? 'one' : 'positive') }]);
  throw new WorkbenchError(
    'operator-unsupported',
    `LRP's rule '${rule}' does not know ${describeNode(tape.node)}. Choose the rule epsilon, or a later layer.`,
  );
}

function summed(terms: readonly Term[]): LinearParts {
  const [{ builder }] = [terms[0]?.tape as Tape];
  return { terms, total: terms.map(forward).reduce((sum, term) => builder.node('Add', [sum, term])) };
}

/** The operator run on a term's values. */
function forward({ tape, values }: Term): string {
  const { builder, node } = tape;
  const inputs = node.inputs.map((name, position) => (tape.varies(name) ? values(position) : name));
  const output = builder.name(node.op);
  builder.append({ ...node, name: output, inputs, outputs: [output] });
  return output;
}

/** What is kept of a tensor: its positive values, its negative ones, or a one in every place. */
type Kept = 'positive' | 'negative' | 'one';

/** The operator with only such weights, on only such values: positive times positive, negative times negative. */
function weighted(tape: Tape, kept: Kept): Term {
  const others = tape.node.inputs.flatMap((name, position): [number, string][] => {
    if (name === '' || tape.varies(name)) return [];
    const isBias = position === 2;
    // The positive part of the bias counts once.
    if (isBias && kept !== 'positive') return [[position, '']];
    return [[position, keptConstant(tape, position, kept)]];
  });
  return { tape: tape.withInputs(new Map(others)), values: valuesOf(tape, kept) };
}

function keptConstant(tape: Tape, position: number, kept: Kept): string {
  const constant = tape.requireConstant(position, 'weight');
  const values = floatsOf(constant);
  if (!values) throw tape.unsupported('its weight is not of floating-point numbers');
  const keep = {
    positive: (w: number) => Math.max(0, w),
    negative: (w: number) => Math.min(0, w),
    one: () => 1,
  };
  return tape.builder.constant(likeConstant(constant, constant.dims, values.map(keep[kept])), kept);
}

function valuesOf({ builder, node }: Tape, kept: Kept): (position: number) => string {
  const made = new Map<number, string>();
  return (position) => {
    const known = made.get(position);
    if (known !== undefined) return known;
    const x = node.inputs[position] as string;
    const values =
      kept === 'one'
        ? builder.node('Expand', [builder.scalar(1), builder.node('Shape', [x])])
        : builder.node(kept === 'positive' ? 'Max' : 'Min', [x, builder.scalar(0)]);
    made.set(position, values);
    return values;
  };
}
