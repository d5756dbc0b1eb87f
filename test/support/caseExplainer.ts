import { OUTPUTS, writeExplainer } from '../../main/engine/explainer.ts';
import { floatConstant } from '../../main/engine/onnx/constant.ts';
import type { Propagation } from '../../main/engine/propagation/propagation.ts';
import { createSession, type Session } from '../../main/engine/runtime/session.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { elementCount } from '../../shared/tensor.ts';
import { numbersOf, sessionOptions, toValue, type OpenCase } from './openCase.ts';

/** What the explainer of a case takes and gives for one row. */
export interface CaseInput {
  readonly x: readonly number[];
  readonly seed: readonly number[];
}

export interface CaseRow {
  readonly multiplier: readonly number[];
  readonly y: readonly number[];
  readonly base: readonly number[];
}

/** The explainer of a case against one reference. */
export class CaseExplainer {
  readonly #open: OpenCase;
  readonly #session: Session;

  private constructor(open: OpenCase, session: Session) {
    this.#open = open;
    this.#session = session;
  }

  static async open(
    open: OpenCase,
    propagation: Propagation,
    reference: readonly number[],
  ): Promise<CaseExplainer> {
    const x0 = floatConstant(open.floatType, open.xDims, reference);
    const model = await writeExplainer(open.head, propagation, x0, evaluateOnce);
    return new CaseExplainer(open, await createSession(model, sessionOptions(open.floatType)));
  }

  /** Runs the rows together where the graph takes a batch, else one by one. */
  async run(rows: readonly CaseInput[]): Promise<CaseRow[]> {
    if (this.#open.head.batchObstacle === null) return this.#runBatch(rows);
    const results: CaseRow[] = [];
    for (const row of rows) results.push(...(await this.#runBatch([row])));
    return results;
  }

  async #runBatch(rows: readonly CaseInput[]): Promise<CaseRow[]> {
    const { floatType, xDims, yDims } = this.#open;
    const [size, classes] = [elementCount(xDims), elementCount(yDims)];
    const x = rows.flatMap((row) => row.x);
    const seed = rows.flatMap((row) => row.seed);
    const feeds = {
      x: toValue(floatType, [rows.length, ...xDims.slice(1)], x),
      [OUTPUTS.seed]: toValue(floatType, [rows.length, classes], seed),
    };
    const fetched = await this.#session.run(feeds, [OUTPUTS.multiplier, OUTPUTS.logits, OUTPUTS.base]);
    const multiplier = numbersOf(fetched[OUTPUTS.multiplier]);
    const logits = numbersOf(fetched[OUTPUTS.logits]);
    const base = numbersOf(fetched[OUTPUTS.base]);
    return rows.map((_, index) => ({
      multiplier: multiplier.slice(index * size, (index + 1) * size),
      y: logits.slice(index * classes, (index + 1) * classes),
      base: base.slice(0, classes),
    }));
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}
