import { expect, test } from 'vitest';
import { Membership } from '../../../main/engine/coalitions/membership.ts';

/** Which channels are present, and what was done to get there. */
class Recorder {
  readonly present = new Set<number>();
  readonly done: string[] = [];
  readonly #channels: number;

  constructor(channels: number) {
    this.#channels = channels;
  }

  reset(present: boolean): void {
    this.done.push(present ? 'all' : 'none');
    this.present.clear();
    if (present) for (let k = 0; k < this.#channels; k += 1) this.present.add(k);
  }

  toggle(channel: number, present: boolean): void {
    this.done.push(`${present ? '+' : '-'}${String(channel)}`);
    if (present) this.present.add(channel);
    else this.present.delete(channel);
  }
}

test('every coalition is reached, by the fewest changes', () => {
  const recorder = new Recorder(6);
  const membership = new Membership(6, [recorder]);
  const steps = (absent: number[]) => {
    recorder.done.length = 0;
    membership.goTo(absent);
    expect([...recorder.present].sort()).toEqual([0, 1, 2, 3, 4, 5].filter((k) => !absent.includes(k)));
    return [...recorder.done];
  };
  expect(steps([1, 2, 3, 4, 5])).toEqual(['+0']);
  expect(steps([2, 3, 4, 5])).toEqual(['+1']);
  expect(steps([2])).toEqual(['all', '-2']);
  expect(steps([3])).toEqual(['all', '-3']);
  expect(steps([3, 4])).toEqual(['-4']);
  expect(steps([0, 1, 2, 3, 4])).toEqual(['none', '+5']);
  expect(steps([])).toEqual(['all']);
});
