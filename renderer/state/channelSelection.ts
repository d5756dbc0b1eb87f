/** Channels that the person has switched off, with the steps that led there. A value: every edit makes a new one. */
export interface SelectionHistory {
  readonly past: readonly ReadonlySet<number>[];
  readonly absent: ReadonlySet<number>;
  readonly future: readonly ReadonlySet<number>[];
}

export const UNTOUCHED: SelectionHistory = { past: [], absent: new Set(), future: [] };

/** Steps that can be taken back; older ones are forgotten. */
const DEPTH = 200;

/** The history after `absent` replaced what was there; unchanged where nothing changes. */
export function edit(history: SelectionHistory, absent: ReadonlySet<number>): SelectionHistory {
  if (sameSet(history.absent, absent)) return history;
  return { past: [...history.past, history.absent].slice(-DEPTH), absent, future: [] };
}

export function undo(history: SelectionHistory): SelectionHistory {
  const absent = history.past.at(-1);
  if (!absent) return history;
  return { past: history.past.slice(0, -1), absent, future: [history.absent, ...history.future] };
}

export function redo(history: SelectionHistory): SelectionHistory {
  const [absent, ...future] = history.future;
  if (!absent) return history;
  return { past: [...history.past, history.absent], absent, future };
}

/** Each of `channels` goes from present to absent, or back. */
export function toggled(absent: ReadonlySet<number>, channels: Iterable<number>): ReadonlySet<number> {
  const result = new Set(absent);
  for (const channel of channels) if (!result.delete(channel)) result.add(channel);
  return result;
}

/** Present becomes absent and the other way round, over all `count` channels. */
export function inverted(absent: ReadonlySet<number>, count: number): ReadonlySet<number> {
  return complement(absent, count);
}

/** Only `present` of the `count` channels stay. */
export function keptOnly(present: Iterable<number>, count: number): ReadonlySet<number> {
  return complement(new Set(present), count);
}

/** A set as the sorted list that a request carries. */
export function sortedList(channels: ReadonlySet<number>): number[] {
  return [...channels].sort((a, b) => a - b);
}

function complement(channels: ReadonlySet<number>, count: number): ReadonlySet<number> {
  const result = new Set<number>();
  for (let channel = 0; channel < count; channel++) if (!channels.has(channel)) result.add(channel);
  return result;
}

function sameSet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  if (a.size !== b.size) return false;
  for (const item of a) if (!b.has(item)) return false;
  return true;
}
