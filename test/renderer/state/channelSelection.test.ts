import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  edit,
  inverted,
  keptOnly,
  redo,
  sortedList,
  toggled,
  undo,
  UNTOUCHED,
} from '../../../renderer/state/channelSelection.ts';

describe('channel selection', () => {
  it('toggles each channel on its own', () => {
    expect(sortedList(toggled(new Set([1, 2]), [2, 5]))).toEqual([1, 5]);
  });

  it('keeps only the named channels', () => {
    expect(sortedList(keptOnly([1, 3], 5))).toEqual([0, 2, 4]);
  });

  it('an edit that changes nothing leaves no step to undo', () => {
    const history = edit(UNTOUCHED, new Set([3]));
    expect(edit(history, new Set([3]))).toBe(history);
  });

  it('a new edit after undo forgets the undone steps', () => {
    const history = edit(undo(edit(UNTOUCHED, new Set([1]))), new Set([2]));
    expect(redo(history)).toBe(history);
    expect(sortedList(undo(history).absent)).toEqual([]);
  });

  it('undo and redo of nothing change nothing', () => {
    expect(undo(UNTOUCHED)).toBe(UNTOUCHED);
    expect(redo(UNTOUCHED)).toBe(UNTOUCHED);
  });

  it('undo takes back any run of edits and redo brings it again', () => {
    const edits = fc.array(fc.uniqueArray(fc.nat(20)), { maxLength: 30 });
    fc.assert(
      fc.property(edits, (sets) => {
        let history = sets.reduce((h, set) => edit(h, new Set(set)), UNTOUCHED);
        const reached = sortedList(history.absent);
        const steps = history.past.length;
        for (let step = 0; step < steps; step++) history = undo(history);
        expect(history.absent.size).toBe(0);
        for (let step = 0; step < steps; step++) history = redo(history);
        expect(sortedList(history.absent)).toEqual(reached);
      }),
    );
  });

  it('inverting twice gives back the same set', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(30)), (channels) => {
        const twice = inverted(inverted(new Set(channels), 31), 31);
        expect(sortedList(twice)).toEqual(sortedList(new Set(channels)));
      }),
    );
  });
});
