export type ChannelOrder = 'magnitude' | 'value' | 'index';

/**
 * Channel numbers in the order asked for: by |alpha| or by alpha, largest first, or by index. Equal values keep
 * the order of their indices.
 */
export function orderChannels(alpha: Float32Array, order: ChannelOrder): Uint32Array {
  const channels = Uint32Array.from(alpha, (_, index) => index);
  if (order === 'index') return channels;
  const key = order === 'magnitude' ? alpha.map(Math.abs) : alpha;
  return channels.sort((a, b) => (key[b] as number) - (key[a] as number) || a - b);
}

/** base + sum of alpha over the present channels: what an additive model predicts for v(S). Summed in float64. */
export function additivePrediction(base: number, alpha: Float32Array, absent: ReadonlySet<number>): number {
  let sum = base;
  for (let channel = 0; channel < alpha.length; channel++) {
    if (!absent.has(channel)) sum += alpha[channel] as number;
  }
  return sum;
}
