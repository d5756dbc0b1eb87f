import type { ChannelStatistic } from '../../../shared/topImages.ts';

/** max_ij and mean_ij of every channel. @param activation row-major [C, H, W] @returns one number a channel, of each */
export function channelStatistics(
  activation: Float32Array,
  channels: number,
): Record<ChannelStatistic, Float32Array> {
  const area = activation.length / channels;
  const maximum = new Float32Array(channels);
  const mean = new Float32Array(channels);
  for (let channel = 0, at = 0; channel < channels; channel += 1) {
    let most = -Infinity;
    let sum = 0;
    for (const end = at + area; at < end; at += 1) {
      const value = activation[at] as number;
      if (value > most) most = value;
      sum += value;
    }
    maximum[channel] = most;
    mean[channel] = sum / area;
  }
  return { maximum, mean };
}
