import { expect, it } from 'vitest';
import { TargetChoice } from '../../../renderer/state/target.svelte.ts';

const CHOSEN = { class: { index: 281 }, versus: { index: 282 } };

function chosen(pinned: boolean): TargetChoice {
  const target = new TargetChoice();
  target.restore(CHOSEN, pinned);
  return target;
}

it('explains the top class at first', () => {
  expect(new TargetChoice().selector).toEqual({ class: { rank: 1 } });
});

it('begins another photo at its own top class, unless the class is kept for other photos', () => {
  const free = chosen(false);
  free.photoChanged();
  expect(free.selector).toEqual({ class: { rank: 1 } });
  const kept = chosen(true);
  kept.photoChanged();
  expect(kept.selector).toEqual(CHOSEN);
});

it('forgets a kept class with the model that it is of, and keeps those of the next one', () => {
  const target = chosen(true);
  target.modelChanged();
  expect([target.selector, target.pinned]).toEqual([{ class: { rank: 1 } }, true]);
});
