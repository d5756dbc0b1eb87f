import { expect, it } from 'vitest';
import { HINTS } from '../../../renderer/hints.ts';
import { Hints } from '../../../renderer/state/hints.svelte.ts';

it('shows one hint after the other as each is put away', () => {
  const hints = new Hints();
  for (const { id } of HINTS) {
    expect(hints.current?.id).toBe(id);
    hints.dismiss(id);
  }
  expect(hints.current).toBeNull();
});

it('passes over what an earlier start put away', () => {
  const hints = new Hints();
  hints.dismissed = [HINTS[0].id, 'a hint of another version'];
  expect(hints.current?.id).toBe(HINTS[1].id);
});

it('shows all of them again', () => {
  const hints = new Hints();
  hints.dismissAll();
  expect(hints.current).toBeNull();
  hints.showAgain();
  expect(hints.waiting).toHaveLength(HINTS.length);
});
