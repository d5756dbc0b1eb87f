import type { Builder } from '../../main/engine/onnx/builder.ts';
import { floatConstant } from '../../main/engine/onnx/constant.ts';
import { elementCount } from '../../shared/tensor.ts';
import { spread } from './random.ts';

/** A small graph around one operator, by which its rule is tested. */
export interface RuleCase {
  readonly name: string;
  /** [C, H, W] of the tensor x that the operator's inputs are made from. */
  readonly shape: readonly [number, number, number];
  /** Writes the graph from x [1, C, H, W], as operator set 18 or `since` has it. @returns name of the result, images along one of its axes */
  readonly build: (builder: Builder, x: string) => string;
  /** Values of x lie in here, away from the operator's kinks. */
  readonly range?: readonly [low: number, high: number];
  /** The oldest operator set that has the operator in this form; any that has the operator where absent. */
  readonly since?: number;
  /** Operator set that the graph is spelled in; 18, or the oldest that has this form, where absent. */
  readonly opset?: number;
  /** The newest operator set that gives the operator this form and that ONNX Runtime has a kernel for. */
  readonly newest?: number;
  /** Where ONNX Runtime computes in float32 even what it is given in float64. */
  readonly single?: true;
  /** False where the operator is not defined at an all-zero x. */
  readonly atZero?: false;
}

/** Operator -> its cases. */
export type RuleCases = Readonly<Record<string, readonly RuleCase[]>>;

/** A constant of distinct values away from 0, its values decided by shape and seed. */
export function weights(builder: Builder, dims: readonly number[], seed = 1, low = -1, high = 1): string {
  const values = spread(elementCount(dims), seed + 100, low, high);
  return builder.constant(floatConstant(builder.floatType, dims, values), 'weights');
}
