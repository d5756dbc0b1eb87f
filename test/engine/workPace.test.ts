import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPace } from '../../main/engine/workPace.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('tells the time left at once, and then now and then', () => {
  const pace = startPace(10, 100);
  const steps = [40, 40, 40, 40, 40].map((milliseconds) => {
    vi.advanceTimersByTime(milliseconds);
    return pace.step();
  });
  // 40 ms a step: nine are left after the first, six after the fourth.
  expect(steps).toEqual([360, null, null, 240, null]);
});
