import { DataType } from '../../main/engine/onnx/constant.ts';
import { NEWEST } from '../../main/engine/rules/support/rule.ts';
import { canBeSpelled } from './openCase.ts';
import { versionsOf } from './operators.ts';
import type { RuleCase } from './ruleCase.ts';

/** The oldest operator set that the engine reads. */
export const OLDEST = 7;

/** One operator set of each version of the operator that can say a case, and the newest; oldest first. */
export function opsetsOf(op: string, each: RuleCase): number[] {
  const { since = OLDEST, newest = NEWEST } = each;
  const opsets = [OLDEST, ...versionsOf(op), newest].filter((opset) => opset >= since && opset <= newest);
  return [...new Set(opsets)]
    .sort((a, b) => a - b)
    .filter((opset) => canBeSpelled({ ...each, opset }, DataType.float32));
}

/** A case in each version of its operator that can say it. */
export function inEveryVersion(op: string, each: RuleCase): RuleCase[] {
  return opsetsOf(op, each).map((opset) => ({ ...each, opset }));
}
