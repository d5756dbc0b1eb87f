import { expect, it } from 'vitest';
import { View } from '../../../renderer/state/view.svelte.ts';

it('offers the colours of evidence against only where the map has a sign', () => {
  const view = new View();
  expect(view.colormaps).not.toContain('red-blue');
  view.colormap = 'red-blue';
  expect(view.overlay).toMatchObject({ signed: false, colormap: 'inferno' });
  view.signed = true;
  expect(view.colormaps).toContain('red-blue');
  expect(view.overlay).toMatchObject({ signed: true, colormap: 'red-blue' });
});

it('keeps a choice of colours for maps with a sign and another for those without', () => {
  const view = new View();
  view.colormap = 'grey';
  view.signed = true;
  view.colormap = 'turbo';
  view.signed = false;
  expect(view.colormap).toBe('grey');
  view.signed = true;
  expect(view.colormap).toBe('turbo');
});
