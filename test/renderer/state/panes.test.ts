import { expect, it } from 'vitest';
import { Panes } from '../../../renderer/state/panes.svelte.ts';

it('keeps no size until the person moves a pane, so that the first ones follow the window', () => {
  const panes = new Panes();
  panes.become('rows', [60, 40]);
  expect([panes.of('rows'), panes.sizes]).toEqual([[], {}]);
  panes.move();
  panes.become('rows', [50, 50]);
  panes.become('columns', [20, 60, 20]);
  expect(panes.sizes).toEqual({ rows: [50, 50], columns: [20, 60, 20] });
});

it('keeps one layout of a group, the last one, in a window of any size', () => {
  const panes = new Panes();
  panes.move();
  panes.become('rows', [50, 50]);
  panes.become('rows', [45, 55]);
  expect([panes.of('rows'), panes.sizes]).toEqual([[45, 55], { rows: [45, 55] }]);
});
