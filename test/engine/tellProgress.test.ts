import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tellProgress, type Progress } from '../../main/engine/tellProgress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells now and then, with the time that is left at the pace so far', () => {
  const told: Progress[] = [];
  const onProgress = tellProgress((progress) => told.push(progress));
  for (let done = 1; done <= 20; done += 1) {
    vi.advanceTimersByTime(30);
    onProgress(done, 20);
  }
  expect(told.map(({ done }) => done)).toEqual([4, 8, 12, 16, 20]);
  expect(told[0]).toEqual({ done: 4, total: 20, millisecondsLeft: 480 });
  expect(told.at(-1)?.millisecondsLeft).toBe(0);
});

it('takes what is done before the first step for no part of the pace', () => {
  const told: Progress[] = [];
  const onProgress = tellProgress((progress) => told.push(progress));
  vi.advanceTimersByTime(5000);
  onProgress(1, 20);
  vi.advanceTimersByTime(100);
  onProgress(2, 20);
  expect(told).toEqual([{ done: 2, total: 20, millisecondsLeft: 1800 }]);
});

it('says nothing of what is done at once', () => {
  const tell = vi.fn();
  const onProgress = tellProgress(tell);
  for (let done = 1; done <= 1000; done += 1) onProgress(done, 1000);
  expect(tell).not.toHaveBeenCalled();
});
