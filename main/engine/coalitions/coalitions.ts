/** Coalitions of channels, as many as are asked for. */
export interface Coalitions {
  readonly count: number;
  /** Channels that are absent from the coalition of this index. */
  readonly absent: (index: number) => Iterable<number>;
}

/** The coalition of one channel alone, for each channel. */
export function singles(channels: number): Coalitions {
  const every = Array.from({ length: channels }, (_, k) => k);
  return { count: channels, absent: (index) => every.filter((k) => k !== index) };
}

/** All channels, then none. */
export function bothEnds(channels: number): Coalitions {
  const every = Array.from({ length: channels }, (_, k) => k);
  return { count: 2, absent: (index) => (index === 0 ? [] : every) };
}
