import { expect, it } from 'vitest';
import { sessionSchema } from '../../shared/session.ts';
import { session } from '../renderer/support/session.ts';

it('leaves out a choice that is not understood, and keeps all others', () => {
  const choices = { theme: 'sepia', opacity: 7, photoOrder: 'class', figurePanels: ['hologram'], panes: 3 };
  const read = sessionSchema.parse({ ...session(), choices, selected: 'first' });
  expect(read).toEqual(session({ choices: { photoOrder: 'class' } }));
});

it.each([
  ['of an earlier version', undefined],
  ['damaged', 'dark'],
])('reads a session whose choices are %s', (_, choices) => {
  expect(sessionSchema.parse({ ...session({ layer: 'add_6' }), choices })).toEqual(
    session({ layer: 'add_6' }),
  );
});
