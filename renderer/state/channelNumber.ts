/** What the person typed in search of a channel: its number, or what is wrong with it in words. */
export type ChannelNumber = { readonly channel: number } | { readonly problem: string };

/** @param count channels of the layer, numbered from 0 */
export function readChannelNumber(text: string, count: number): ChannelNumber {
  const typed = text.trim();
  const channel = /^\d+$/.test(typed) ? Number(typed) : NaN;
  if (channel < count) return { channel };
  return { problem: `Channels are numbered 0 to ${String(count - 1)}.` };
}
