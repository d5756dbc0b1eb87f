import { LRUCache } from 'lru-cache';
import { UNTOUCHED, type SelectionHistory } from './channelSelection.ts';

/** The channels of one photo at one layer of one model. */
export interface ChannelPlace {
  readonly model: string;
  readonly layer: string;
  readonly image: string | null;
}

/** What a person has done with the channels of a place. */
export interface ChannelEdits {
  readonly history: SelectionHistory;
  readonly selected: number | null;
  readonly marked: readonly number[];
}

const NONE: ChannelEdits = { history: UNTOUCHED, selected: null, marked: [] };

/** Channel numbers kept in all places together: all steps of one with 4096 channels, or of thousands that were edited a little. */
const MOST_NUMBERS = 1_000_000;

/** What was done with channels in the places looked at last, to be gone on with when they are looked at again. */
export class KeptEdits {
  readonly #kept = new LRUCache<string, ChannelEdits>({
    maxSize: MOST_NUMBERS,
    sizeCalculation: ({ history: { past, absent, future }, marked }) =>
      [...past, absent, ...future].reduce((sum, { size }) => sum + size, 1 + marked.length),
  });

  keep(place: ChannelPlace, edits: ChannelEdits): void {
    this.#kept.set(nameOf(place), edits);
  }

  at(place: ChannelPlace): ChannelEdits {
    return this.#kept.get(nameOf(place)) ?? NONE;
  }
}

export function isSamePlace(a: ChannelPlace, b: ChannelPlace): boolean {
  return a.model === b.model && a.layer === b.layer && a.image === b.image;
}

function nameOf({ model, layer, image }: ChannelPlace): string {
  return JSON.stringify([model, layer, image]);
}
