import { expect, it } from 'vitest';
import { sessionSchema } from '../../shared/session.ts';
import { session } from '../renderer/support/session.ts';

it('leaves out a choice that is not understood, and keeps all others', () => {
  const choices = {
    theme: 'sepia',
    opacity: 7,
    // As earlier versions kept it, in which weak evidence then looked like evidence against.
    magnitudeColormap: 'red-blue',
    photoOrder: 'class',
    figurePanels: ['hologram'],
    panes: 3,
  };
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
