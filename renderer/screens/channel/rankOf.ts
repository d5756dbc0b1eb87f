/** Place of a channel among all by |alpha|, from 1; equal weights share the better place. */
export function rankOf(alpha: Float32Array, channel: number): number {
  const size = Math.abs(alpha[channel] ?? 0);
  return 1 + alpha.reduce((larger, value) => larger + Number(Math.abs(value) > size), 0);
}
