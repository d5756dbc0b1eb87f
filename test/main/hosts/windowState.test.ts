import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readWindowState, WindowStateKeeper } from '../../../main/hosts/windowState.ts';

const STATE = { width: 1234, height: 777, maximized: false };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'window-state-'));
  vi.useFakeTimers();
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

it('keeps the state that it is told to keep', async () => {
  const path = join(folder, 'window.json');
  const keeper = new WindowStateKeeper(path, () => STATE);
  void keeper.keep();
  await keeper.settled();
  expect(readWindowState(path)).toEqual(STATE);
});

it('asks for a changed state once it has stayed, and never of a window that has gone', async () => {
  const current = vi.fn(() => STATE);
  const keeper = new WindowStateKeeper(join(folder, 'window.json'), current);
  keeper.changed();
  keeper.stop();
  vi.runAllTimers();
  expect(current).not.toHaveBeenCalled();
  keeper.changed();
  vi.runAllTimers();
  expect(current).toHaveBeenCalledOnce();
  await keeper.keep();
});
