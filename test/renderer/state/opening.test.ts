import { describe, expect, it } from 'vitest';
import { openingOf } from '../../../renderer/state/opening.ts';
import { FOLDER, MODEL, session } from '../support/session.ts';

const SAMPLES = { id: 'samples', name: 'samples', path: '/samples' };
const BUNDLED = { ref: 'bundled', name: 'bundled', path: '/bundled.onnx' };
const folders = [FOLDER, SAMPLES];
const models = [MODEL, BUNDLED];
const NOT_ASKED = { folder: null, model: null };
const NONE_MISSING = { missingFolder: null, missingModel: null };

describe('openingOf', () => {
  it('begins with what was offered last, where nothing is remembered', () => {
    const opening = openingOf(null, NOT_ASKED, folders, models);
    expect(opening).toEqual({ folder: SAMPLES, image: null, model: BUNDLED, ...NONE_MISSING });
  });

  it('goes on where the last session ended', () => {
    const last = session();
    const opening = openingOf(last, NOT_ASKED, folders, models);
    expect(opening).toEqual({ folder: FOLDER, image: last.image, model: MODEL, ...NONE_MISSING });
  });

  it('puts what this start names before it', () => {
    const opening = openingOf(session(), { folder: 'samples', model: 'bundled' }, folders, models);
    expect(opening).toEqual({ folder: SAMPLES, image: null, model: BUNDLED, ...NONE_MISSING });
  });

  it('tells of a folder that has gone', () => {
    const opening = openingOf(session(), NOT_ASKED, [SAMPLES], models);
    expect(opening).toMatchObject({ folder: undefined, missingFolder: FOLDER, model: MODEL });
  });

  it('tells of a model that has gone, and puts none in its place', () => {
    const opening = openingOf(session(), NOT_ASKED, folders, [BUNDLED]);
    expect(opening).toMatchObject({ folder: FOLDER, model: undefined, missingModel: MODEL });
  });
});
