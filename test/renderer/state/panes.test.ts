import { expect, it } from 'vitest';
import { Panes } from '../../../renderer/state/panes.svelte.ts';

it('keeps no size until the person moves a pane, so that the first ones follow the window', () => {
  const panes = new Panes();
  panes.setItem('rows', 'as the window gives them');
  expect([panes.getItem('rows'), panes.sizes]).toEqual([null, {}]);
  panes.move();
  panes.setItem('rows', 'as moved');
  panes.setItem('columns', 'these too');
  expect(panes.sizes).toEqual({ rows: 'as moved', columns: 'these too' });
});
