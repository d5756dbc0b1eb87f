import { DataType } from '../../main/engine/onnx/constant.ts';
import { NEWEST } from '../../main/engine/rules/support/rule.ts';
import { canBeSpelled } from './openCase.ts';
import { versionsOf } from './operators.ts';
import type { RuleCase } from './ruleCase.ts';

/** The oldest operator set that the engine reads. */
export const OLDEST = 7;

/**
 * One operator set of each version of the operator that can say a case, oldest first: the first set of each version, and
 * the newest of the last one.
 */
export function opsetsOf(op: string, each: RuleCase): number[] {
  const { since = OLDEST, newest = NEWEST } = each;
  const versions = [...versionsOf(op)].filter((version) => version <= newest);
  const opsets = versions.flatMap((version, index) => {
    const next = versions[index + 1];
    const first = Math.max(version, since, OLDEST);
    if (next === undefined) return [newest];
    return first < next ? [first] : [];
  });
  return opsets.filter((opset) => opset >= since && canBeSpelled({ ...each, opset }, DataType.float32));
}

/** A case in each version of its operator that can say it. */
export function inEveryVersion(op: string, each: RuleCase): RuleCase[] {
  return opsetsOf(op, each).map((opset) => ({ ...each, opset }));
}
