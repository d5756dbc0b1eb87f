import { beforeEach, expect, it, vi } from 'vitest';
import { HINTS } from '../../../renderer/hints.ts';
import { Hints } from '../../../renderer/state/hints.svelte.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  return () => vi.unstubAllGlobals();
});

it('shows one hint after the other as each is put away', () => {
  const hints = new Hints();
  for (const { id } of HINTS) {
    expect(hints.current?.id).toBe(id);
    hints.dismiss(id);
  }
  expect(hints.current).toBeNull();
});

it('remembers what was put away', () => {
  new Hints().dismiss(HINTS[0].id);
  expect(new Hints().current?.id).toBe(HINTS[1].id);
  new Hints().dismissAll();
  expect(new Hints().current).toBeNull();
});

it('shows all of them again', () => {
  const hints = new Hints();
  hints.dismissAll();
  hints.showAgain();
  expect(hints.waiting).toHaveLength(HINTS.length);
  expect(new Hints().waiting).toHaveLength(HINTS.length);
});
