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

it('keeps the first of many columns chosen by hand, of the latest of many models, and all but what is damaged', () => {
  const classes = Array.from({ length: 100 }, (_, index) => index);
  const models = Array.from({ length: 100 }, (_, index) => [`model ${String(index)}`, [index]] as const);
  const choices = {
    compareClasses: Object.fromEntries([...models, ['many', classes], ['damaged', [-1]]]),
    comparePhotos: { first: 3, second: ['second/cat.png'] },
  };
  const { compareClasses, comparePhotos } = sessionSchema.parse({ ...session(), choices }).choices;
  expect(compareClasses).toEqual(Object.fromEntries([...models.slice(-63), ['many', classes.slice(0, 64)]]));
  expect(comparePhotos).toEqual({ second: ['second/cat.png'] });
});

it.each([
  ['of an earlier version', undefined],
  ['damaged', 'dark'],
])('reads a session whose choices are %s', (_, choices) => {
  expect(sessionSchema.parse({ ...session({ layer: 'add_6' }), choices })).toEqual(
    session({ layer: 'add_6' }),
  );
});
