import { LRUCache } from 'lru-cache';
import type { ChannelContribution } from '../../shared/result.ts';
import { checkChannel } from './checkChannel.ts';
import type { Explained } from './explain.ts';
import { multiplierRows } from './methods/support/multiplierRows.ts';

const MEMORY = 64 * 2 ** 20;

/**
 * What each place of a channel contributes to the explained logit, m_k A_k with LIFT's multipliers, whichever method
 * explained it. The multipliers of the last explanations are kept: the next channel costs no run.
 */
export class Contributions {
  /** Multipliers [C, H, W] by explanation id. */
  readonly #multipliers = new LRUCache<string, Promise<Float32Array>>({ maxSize: MEMORY });

  /** @param id the explanation's handle @throws WorkbenchError 'input-invalid' for a channel that the layer does not have */
  async of(id: string, explained: Explained, channel: number): Promise<ChannelContribution> {
    const { head } = explained.model.layer(explained.explanation.layer);
    checkChannel(head, channel);
    const [, height, width] = head.shape;
    const [from, to] = [channel * height * width, (channel + 1) * height * width];
    const multiplier = (await this.#multiplierOf(id, explained)).subarray(from, to);
    const activation = explained.point.activation.subarray(from, to);
    const values = multiplier.map((m, at) => m * (activation[at] as number));
    const sum = values.reduce((total, value) => total + value, 0);
    return { height, width, values, sum, exact: head.affine };
  }

  /** Forgets those of a model that is no longer open. */
  clear(): void {
    this.#multipliers.clear();
  }

  #multiplierOf(id: string, explained: Explained): Promise<Float32Array> {
    const held = this.#multipliers.get(id);
    if (held) return held;
    const run = multiplierOf(explained);
    // One that failed may be asked for again.
    run.catch(() => this.#multipliers.delete(id));
    this.#multipliers.set(id, run, { size: explained.point.activation.byteLength });
    return run;
  }
}

async function multiplierOf({ model, explanation, point, seed }: Explained): Promise<Float32Array> {
  const session = model.layer(explanation.layer);
  const [row] = await session.using(() => multiplierRows('lift', session, point, [seed]));
  return (row as { multiplier: Float32Array }).multiplier;
}
