import { describe, expect, it } from 'vitest';
import { openingOf } from '../../../renderer/state/opening.ts';
import { FOLDER, MODEL, session } from '../support/session.ts';

const SAMPLES = { id: 'samples', name: 'samples', path: '/samples' };
const BUNDLED = { ref: 'bundled', name: 'bundled', path: '/bundled.onnx' };
const folders = [FOLDER, SAMPLES];
const models = [MODEL, BUNDLED];
const NOT_ASKED = { folder: null, model: null };

describe('openingOf', () => {
  it('begins with what was offered last, where nothing is remembered', () => {
    const opening = openingOf(null, NOT_ASKED, folders, models);
    expect(opening).toEqual({
      folder: SAMPLES,
      model: BUNDLED,
      sameFolder: null,
      sameModel: null,
      missing: null,
    });
  });

  it('goes on where the last session ended', () => {
    const last = session();
    const opening = openingOf(last, NOT_ASKED, folders, models);
    expect(opening).toEqual({
      folder: FOLDER,
      model: MODEL,
      sameFolder: last,
      sameModel: last,
      missing: null,
    });
  });

  it('puts what this start names before it', () => {
    const asked = { folder: 'samples', model: 'bundled' };
    const opening = openingOf(session(), asked, folders, models);
    expect(opening).toMatchObject({
      folder: SAMPLES,
      model: BUNDLED,
      sameFolder: null,
      sameModel: null,
      missing: null,
    });
  });

  it('tells of a folder that has gone', () => {
    const opening = openingOf(session(), NOT_ASKED, [SAMPLES], models);
    expect(opening).toMatchObject({ folder: undefined, missing: FOLDER });
  });
});
