/** First and last column of a range, both in it. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Which column of a chart the pointer or the keyboard is at, and which columns are being chosen together: by a box that
 * the pointer draws, by arrows with Shift, or by Shift and a click on the far end. Places count from 0; -1 is none.
 */
export class ColumnCursor {
  place = $state(-1);
  /** Column at which the range begins that is being drawn up; -1 while none is. */
  #from = $state(-1);
  /** Column that was chosen last, where a range begins that Shift and a click complete. */
  #last = -1;
  readonly range = $derived<Range | null>(this.#from < 0 ? null : rangeBetween(this.#from, this.place));

  /** Goes to a column and gives up the range that was being drawn up. */
  goTo(place: number): void {
    this.#from = -1;
    this.place = place;
  }

  /** Goes to a column and takes it, and all on the way, into the range. */
  extendTo(place: number): void {
    if (this.#from < 0) this.#from = Math.max(0, this.place);
    this.place = place;
  }

  /** Gives up the range; says whether there was one. */
  giveUp(): boolean {
    const had = this.#from >= 0;
    this.#from = -1;
    return had;
  }

  /**
   * Chooses the range, or the one column where none is drawn up; null at none.
   * @param through from the column chosen last to this one
   */
  choose(through: boolean): Range | null {
    const { place } = this;
    if (place < 0) return null;
    const from = through && this.#last >= 0 ? this.#last : place;
    const chosen = this.range ?? rangeBetween(from, place);
    this.#from = -1;
    this.#last = place;
    return chosen;
  }
}

function rangeBetween(a: number, b: number): Range {
  return { first: Math.min(a, b), last: Math.max(a, b) };
}
