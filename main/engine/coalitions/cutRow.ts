import { elementCount } from '../../../shared/tensor.ts';
import type { Cut } from './cuts.ts';

/** A cut's values: with all channels, with none, and what each channel brings where they add up. */
export interface CutValues {
  readonly all: Float32Array;
  readonly none: Float32Array;
  /** U_k of every channel, [C, size]; empty where channels lie apart. */
  readonly parts: readonly Float32Array[];
}

/** The value of a cut for one coalition after another: only what changes from one to the next is written. */
export interface CutRow {
  /** Of the coalition reached. */
  readonly values: Float32Array | Float64Array;
  /** Goes to the coalition of all channels, or of none. */
  reset(present: boolean): void;
  toggle(channel: number, present: boolean): void;
}

export function cutRow(cut: Cut, values: CutValues, channels: number): CutRow {
  return cut.kind === 'apart' ? new ApartRow(cut.layout, values, channels) : new SumRow(cut, values);
}

class ApartRow implements CutRow {
  readonly values: Float32Array;
  readonly #outer: number;
  readonly #inner: number;
  readonly #channels: number;
  readonly #cut: CutValues;

  constructor(
    { outer, inner }: { readonly outer: number; readonly inner: number },
    cut: CutValues,
    channels: number,
  ) {
    this.values = cut.none.slice();
    this.#outer = outer;
    this.#inner = inner;
    this.#channels = channels;
    this.#cut = cut;
  }

  reset(present: boolean): void {
    this.values.set(present ? this.#cut.all : this.#cut.none);
  }

  toggle(channel: number, present: boolean): void {
    const source = present ? this.#cut.all : this.#cut.none;
    for (let outer = 0; outer < this.#outer; outer += 1) {
      const from = (outer * this.#channels + channel) * this.#inner;
      for (let at = from; at < from + this.#inner; at += 1) this.values[at] = source[at] as number;
    }
  }
}

/** T(0) + sum_{k in S} U_k, summed in float64. */
class SumRow implements CutRow {
  readonly values: Float64Array;
  readonly #cut: CutValues;

  constructor({ dims }: Cut, cut: CutValues) {
    this.values = new Float64Array(elementCount(dims));
    this.values.set(cut.none);
    this.#cut = cut;
  }

  reset(present: boolean): void {
    this.values.set(present ? this.#cut.all : this.#cut.none);
  }

  toggle(channel: number, present: boolean): void {
    const part = this.#cut.parts[channel] as Float32Array;
    const { values } = this;
    if (present) for (let at = 0; at < part.length; at += 1) values[at]! += part[at]!;
    else for (let at = 0; at < part.length; at += 1) values[at]! -= part[at]!;
  }
}
