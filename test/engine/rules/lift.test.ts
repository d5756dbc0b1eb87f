import { describe, expect, test } from 'vitest';
import { DataType } from '../../../main/engine/onnx/constant.ts';
import { lift } from '../../../main/engine/propagation/lift.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { CaseExplainer, type CaseRow } from '../../support/caseExplainer.ts';
import { inEveryVersion } from '../../support/caseOpsets.ts';
import { lacksKernel, openAs, type OpenCase } from '../../support/openCase.ts';
import { spread } from '../../support/random.ts';
import type { RuleCase } from '../../support/ruleCase.ts';
import { ruleCases } from './cases/index.ts';

interface Precision {
  readonly open: OpenCase;
  /** Rounding allowed, as a share of what is added up. */
  readonly tolerance: number;
}

/** In float64 where the runtime can. */
async function openBest(each: RuleCase): Promise<Precision> {
  const single = async () => ({ open: await openAs(each, DataType.float32), tolerance: 1e-5 });
  if (each.single) return single();
  try {
    const open = await openAs(each, DataType.float64);
    await (await CaseExplainer.open(open, lift, xOf(each, open, 1))).release();
    return { open, tolerance: 1e-9 };
  } catch (error) {
    if (!lacksKernel(error)) throw error;
    return single();
  }
}

function xOf(each: RuleCase, { xDims }: OpenCase, seed: number): number[] {
  return spread(elementCount(xDims), seed, ...(each.range ?? []));
}

function rowOf(each: RuleCase, open: OpenCase, seed: number) {
  return { x: xOf(each, open, seed), seed: spread(elementCount(open.yDims), seed + 50) };
}

/** The residual sum m (x - x0) - sum seed (y - y0), as a share of the sum of all their magnitudes. */
function residual(
  row: CaseRow,
  x: readonly number[],
  x0: readonly number[],
  seed: readonly number[],
): number {
  const parts = row.multiplier.map((m, i) => m * ((x[i] as number) - (x0[i] as number)));
  const changes = seed.map((s, i) => s * ((row.y[i] as number) - (row.base[i] as number)));
  const levels = seed.map(
    (s, i) => Math.abs(s * (row.y[i] as number)) + Math.abs(s * (row.base[i] as number)),
  );
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const scale = sum(parts.map(Math.abs)) + sum(levels);
  return Math.abs(sum(parts) - sum(changes)) / scale;
}

describe.each(Object.entries(ruleCases))('%s: LIFT is complete', (op, cases) => {
  test.each(cases.flatMap((each) => inEveryVersion(op, each)))('$name, operator set $opset', async (each) => {
    const { open, tolerance } = await openBest(each);
    try {
      const rows = [rowOf(each, open, 3), rowOf(each, open, 4)];
      const elsewhere = xOf(each, open, 5);
      // Half of the elements are as in the first row: there the quotient of differences has no meaning.
      const halfEqual = elsewhere.map((value, i) =>
        i % 2 === 0 ? value : ((rows[0] as (typeof rows)[0]).x[i] as number),
      );
      const zeros = elsewhere.map(() => 0);
      for (const reference of [elsewhere, halfEqual, ...(each.atZero === false ? [] : [zeros])]) {
        const explainer = await CaseExplainer.open(open, lift, reference);
        const together = await explainer.run(rows);
        for (const [index, row] of rows.entries()) {
          const result = together[index] as CaseRow;
          expect(residual(result, row.x, reference, row.seed)).toBeLessThanOrEqual(tolerance);
          const [alone] = (await explainer.run([row])) as [CaseRow];
          expectClose(result.multiplier, alone.multiplier, tolerance);
        }
        await explainer.release();
      }
    } finally {
      await open.forward.release();
    }
  });
});

/** A batch gives each image what it gets alone. */
function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThanOrEqual(tolerance * scale);
  }
}
