import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the ONNX specification says of a standard operator (fixtures/onnx/make.py). */
interface Operator {
  /** The operator sets at which it came or changed. */
  readonly versions: readonly number[];
  readonly attributes: readonly string[];
}

const operators = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/onnx/operators.json'), 'utf8'),
) as Readonly<Record<string, Operator>>;

/** The operator sets at which an operator came or changed; Resize was called Upsample first. */
export function versionsOf(op: string): readonly number[] {
  const own = operators[op]?.versions ?? [];
  return op === 'Resize' ? [7, 9, ...own] : own;
}

/** The version of an operator that an operator set means. */
export function versionAt(op: string, opset: number): number {
  return Math.max(...versionsOf(op).filter((version) => version <= opset));
}

export function attributesOf(op: string): readonly string[] {
  return operators[op]?.attributes ?? [];
}
