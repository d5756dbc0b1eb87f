/** Receives the way from one coalition to the next. */
export interface Follower {
  reset(present: boolean): void;
  toggle(channel: number, present: boolean): void;
}

/** Walks from coalition to coalition by the fewest changes: from the last one, from all channels, or from none. */
export class Membership {
  readonly #followers: readonly Follower[];
  #present: Uint8Array;
  #next: Uint8Array;

  /** Begins with no channel present. */
  constructor(channels: number, followers: readonly Follower[]) {
    this.#followers = followers;
    this.#present = new Uint8Array(channels);
    this.#next = new Uint8Array(channels);
    this.#reset(false);
  }

  goTo(absent: Iterable<number>): void {
    this.#next.fill(1);
    for (const channel of absent) this.#next[channel] = 0;
    let [changes, members] = [0, 0];
    for (let k = 0; k < this.#next.length; k += 1) {
      if (this.#next[k] !== this.#present[k]) changes += 1;
      members += this.#next[k] as number;
    }
    const missing = this.#next.length - members;
    if (Math.min(members, missing) < changes) this.#reset(missing < members);
    for (let k = 0; k < this.#next.length; k += 1) {
      const present = this.#next[k] === 1;
      if (present !== (this.#present[k] === 1)) for (const each of this.#followers) each.toggle(k, present);
    }
    [this.#present, this.#next] = [this.#next, this.#present];
  }

  #reset(present: boolean): void {
    this.#present.fill(present ? 1 : 0);
    for (const each of this.#followers) each.reset(present);
  }
}
