import { DataType, type FloatType } from '../../main/engine/onnx/constant.ts';
import type { Propagation } from '../../main/engine/propagation/propagation.ts';
import { CaseExplainer, type CaseRow } from './caseExplainer.ts';
import { lacksKernel, openAs } from './openCase.ts';
import type { RuleCase } from './ruleCase.ts';

/** What one propagation sends back through a case for one image, in float64 where the runtime can. */
export async function multipliersOf(
  each: RuleCase,
  propagation: Propagation,
  row: { readonly x: readonly number[]; readonly x0: readonly number[]; readonly seed: readonly number[] },
): Promise<readonly number[]> {
  try {
    return await runAs(DataType.float64);
  } catch (error) {
    if (!lacksKernel(error)) throw error;
    return runAs(DataType.float32);
  }

  async function runAs(type: FloatType): Promise<readonly number[]> {
    const open = await openAs(each, type);
    const explainer = await CaseExplainer.open(open, propagation, row.x0);
    const [result] = (await explainer.run([row])) as [CaseRow];
    await explainer.release();
    await open.forward.release();
    // 0 for -0.
    return result.multiplier.map((multiplier) => multiplier + 0);
  }
}
