import { describe, expect, test } from 'vitest';
import { DataType } from '../../../main/engine/onnx/constant.ts';
import { gradient } from '../../../main/engine/propagation/gradient.ts';
import { ruleFor, rules, type RuleSource } from '../../../main/engine/rules/index.ts';
import type { Rule } from '../../../main/engine/rules/support/rule.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { CaseExplainer } from '../../support/caseExplainer.ts';
import { jacobianError, numericJacobian } from '../../support/numericJacobian.ts';
import { inEveryVersion } from '../../support/caseOpsets.ts';
import { lacksKernel, numbersOf, openAs, toValue } from '../../support/openCase.ts';
import { spread } from '../../support/random.ts';
import type { RuleCase } from '../../support/ruleCase.ts';
import { flipped } from '../../support/flippedRule.ts';
import { ruleCases } from './cases/index.ts';

/** Allowed max |error| / max |derivative|, and the step of the differences. */
const FLOAT64 = { type: DataType.float64, tolerance: 1e-6, step: 1e-5 };
const FLOAT32 = { type: DataType.float32, tolerance: 1e-2, step: 5e-3 };

/** The error of the written Jacobian against central differences, in float64 where the runtime can. */
async function measure(each: RuleCase, source?: RuleSource): Promise<{ error: number; tolerance: number }> {
  const single = async () => ({ error: await errorIn(FLOAT32, each, source), tolerance: FLOAT32.tolerance });
  if (each.single) return single();
  try {
    return { error: await errorIn(FLOAT64, each, source), tolerance: FLOAT64.tolerance };
  } catch (error) {
    if (!lacksKernel(error)) throw error;
    return single();
  }
}

async function errorIn(
  precision: typeof FLOAT64 | typeof FLOAT32,
  each: RuleCase,
  source?: RuleSource,
): Promise<number> {
  const open = await openAs(each, precision.type, source);
  const { forward, xDims, yDims, floatType } = open;
  try {
    const x = spread(elementCount(xDims), 1, ...(each.range ?? []));
    const seeds = identity(elementCount(yDims)).map((seed) => ({ x, seed }));
    const explainer = await CaseExplainer.open(open, gradient, x);
    const written = await explainer.run(seeds);
    await explainer.release();
    const output = forward.outputs[0] as string;
    const numeric = await numericJacobian(
      async (values) => {
        const results = await forward.run({ x: toValue(floatType, xDims, values) }, [output]);
        return numbersOf(results[output]);
      },
      x,
      precision.step,
    );
    return jacobianError(
      written.map((row) => row.multiplier),
      numeric,
    );
  } finally {
    await forward.release();
  }
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

describe.each(Object.entries(ruleCases))('%s: the gradient is the numeric Jacobian', (op, cases) => {
  test.each(cases.flatMap((each) => inEveryVersion(op, each)))('$name, operator set $opset', async (each) => {
    const { error, tolerance } = await measure(each);
    expect(error).toBeLessThanOrEqual(tolerance);
  });
});

test.each(rules)('a sign turned round in the rule of $op is found', async (rule: Rule) => {
  const source: RuleSource = (op) => (op === rule.op ? flipped(rule) : ruleFor(op));
  const errors = [];
  for (const each of ruleCases[rule.op] ?? []) errors.push(await measure(each, source));
  expect(errors.some(({ error, tolerance }) => error > 100 * tolerance)).toBe(true);
});
