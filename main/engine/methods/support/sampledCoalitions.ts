import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import type { Coalitions } from '../../coalitions/coalitions.ts';
import { randomStream } from '../../random.ts';
import { scoreOf } from '../../targets.ts';
import type { ImageContext } from '../method.ts';
import { scoreCoalitions } from './coalitions.ts';
import { endpoints } from './endpoints.ts';

/** Random coalitions: each channel is present with probability 1/2. */
export function coinFlips(count: number, channels: number, seed: number): Coalitions {
  const every = Array.from({ length: channels }, (_, k) => k);
  return {
    count,
    absent(index) {
      const random = randomStream(seed, index * channels);
      return every.filter(() => random() >= 0.5);
    },
  };
}

/** Coalitions as a table: a column a channel, 1 where the channel is present. */
export interface SampledCoalitions {
  readonly count: number;
  readonly columns: readonly Uint8Array[];
}

export function tableOf({ count, absent }: Coalitions, channels: number): SampledCoalitions {
  const columns = Array.from({ length: channels }, () => new Uint8Array(count).fill(1));
  for (let index = 0; index < count; index += 1)
    for (const channel of absent(index)) (columns[channel] as Uint8Array)[index] = 0;
  return { count, columns };
}

/** v of every coalition for one target. */
export interface Game {
  readonly logits: Float32Array;
  readonly base: Float32Array;
  readonly seed: Float32Array;
  readonly scores: Float64Array;
}

/** v of the coalitions for each target: by running the head, or from the weights where the head is affine. */
export async function playCoalitions(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  { count, columns }: SampledCoalitions,
  context: ImageContext,
): Promise<Game[]> {
  if (session.head.affine) {
    const rows = await session.explain('gradient', point, seeds, false);
    return rows.map(({ logits, base, seed, alpha }) => {
      const scores = new Float64Array(count).fill(scoreOf(seed, base));
      for (const [channel, column] of columns.entries()) {
        for (let index = 0; index < count; index += 1)
          if (column[index] === 1) scores[index] = (scores[index] as number) + (alpha[channel] as number);
      }
      return { logits, base, seed, scores };
    });
  }
  const { logits, base, seeds: used } = await endpoints(session, point, seeds);
  const channels = Array.from(columns.keys());
  const absent = (index: number) => channels.filter((channel) => columns[channel]?.[index] === 0);
  const scores = await scoreCoalitions(session, point, { count, absent }, used, context);
  return used.map((seed, at) => ({ logits, base, seed, scores: scores[at] as Float64Array }));
}
