import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Activity } from '../../../renderer/state/activity.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows what has run for a moment, oldest first, and nothing that is over by then', () => {
  const activity = new Activity();
  const [first, short, second] = ['first', 'short', 'second'].map((label) => activity.begin(label));
  if (!first || !short || !second) throw new Error('three were begun');
  expect(activity.shown).toEqual([]);
  activity.end(short);
  vi.advanceTimersByTime(100);
  expect(activity.shown).toEqual([first, second]);
  activity.end(first);
  expect(activity.shown).toEqual([second]);
});

it('aborts the signal of work that the person cancels', async () => {
  const activity = new Activity();
  const work = activity.cancellable(
    'Exporting',
    (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  );
  activity.tasks[0]?.cancel?.();
  await expect(work).rejects.toThrow('stopped');
  expect(activity.tasks).toEqual([]);
});
