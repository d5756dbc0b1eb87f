import type { Reference } from './reference.ts';
import type { Node } from '../../onnx/ir.ts';
import type { Lowering } from './lowering.ts';
import type { Tape } from './tape.ts';

/*
 * What the engine knows of an operator. A rule says how the operator behaves; what is sent back through
 * it (a derivative, a DeepLIFT multiplier) is decided by a propagation (../../propagation). Rules are pure:
 * they append nodes to the tape's builder and return the names of tensors.
 */

interface Common {
  /** ONNX op_type of the standard domain; the file carries the same name. */
  readonly op: string;
  /** Operator-set versions the rule was written for, both included. Older models are rewritten before. */
  readonly opset: readonly [from: number, to: number];
  /** Positions of the inputs that may depend on the activation; `all` for operators of any number of inputs. */
  readonly inputs: readonly number[] | 'all';
  /**
   * Writes by simpler nodes what the rest of the rule does not know of the operator, and returns the name of the result;
   * undefined where there is nothing of that.
   */
  lower?(tape: Lowering): string | undefined;
}

/** Linear in its varying inputs taken together: every propagation sends back the vector-Jacobian product. */
export interface LinearRule extends Common {
  readonly kind: 'linear';
  /** dL/dx_position, in the shape of that input, from dy = dL/dy (of output number `tape.outputPosition`). */
  backward(tape: Tape, dy: string, position: number): string;
}

/** A function of one variable, applied to each element on its own. */
export interface ElementwiseRule extends Common {
  readonly kind: 'elementwise';
  /** dy/dx at the forward values, in the shape of x (or broadcastable to it). */
  derivative(tape: Tape): string;
  /**
   * (y - y0) / (x - x0) in a closed form that does not cancel, where there is one; it tends to dy/dx as
   * x0 tends to x.
   */
  slope?(tape: Tape, reference: Reference): string | undefined;
}

/** Linear in each of two inputs; linear altogether where only one of them varies. */
export interface BilinearRule extends Common {
  readonly kind: 'bilinear';
  /** dL/dx_position where the other factor has the value `other`, in the shape of that input. */
  backward(tape: Tape, dy: string, position: number, other: string): string;
}

/** A bilinear operator of which one factor alone varies. */
export function asLinear(rule: BilinearRule): LinearRule {
  return {
    ...rule,
    kind: 'linear',
    backward: (tape, dy, position) => rule.backward(tape, dy, position, tape.input(1 - position)),
  };
}

/** Picks one element of each window of its input. */
export interface SelectionRule extends Common {
  readonly kind: 'selection';
  /**
   * Puts the value of each window (shape of y) where the window's element was picked for the input `x`,
   * added where windows overlap, zero elsewhere (shape of the input). Ties: the first in row-major order.
   */
  scatter(tape: Tape, values: string, x: string): string;
}

/** Needs the forward and the reference values at once, in ways that no chain of simpler operators gives. */
export interface PairedRule extends Common {
  readonly kind: 'paired';
  /** The multiplier of input `position`; with `reference` giving the forward tensors themselves, dL/dx. */
  backward(tape: Tape, dy: string, position: number, reference: Reference): string;
}

/** Stands for several simpler operators, by which it is replaced before the walk. */
export interface CompositeRule extends Common {
  readonly kind: 'composite';
  /** Appends the simpler nodes and returns the name of the result. */
  lower(tape: Lowering): string;
}

export type Rule = LinearRule | ElementwiseRule | BilinearRule | SelectionRule | PairedRule | CompositeRule;

/** The newest operator set that the rules were written for. */
export const NEWEST = 26;

/** Positions of a node's inputs at which the rule does not provide for a tensor that depends on the activation. */
export function strayInputs({ inputs }: Rule, node: Node): number[] {
  return inputs === 'all' ? [] : [...node.inputs.keys()].filter((position) => !inputs.includes(position));
}

/** Whether the rule was written for an operator-set version. */
export function knowsOpset(rule: Rule, opset: number): boolean {
  return opset >= rule.opset[0] && opset <= rule.opset[1];
}
