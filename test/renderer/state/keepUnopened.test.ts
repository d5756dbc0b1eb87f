import { describe, expect, it } from 'vitest';
import { keepUnopened, type Opened } from '../../../renderer/state/keepUnopened.ts';
import { FOLDER, MODEL } from '../support/session.ts';

const last: Opened = {
  folder: FOLDER,
  image: 'folder-1/cat.jpg',
  model: { ...MODEL, id: 'hash' },
  layer: 'relu_1',
  target: { class: { index: 7 } },
  pinned: false,
};
/** A window in which nothing is open. */
const empty: Opened = {
  folder: null,
  image: null,
  model: null,
  layer: null,
  target: { class: { rank: 1 } },
  pinned: false,
};

describe('keepUnopened', () => {
  it('keeps everything while neither folder nor model is open', () => {
    expect(keepUnopened(empty, last)).toEqual(last);
    expect(keepUnopened({ ...empty, folder: FOLDER }, last)).toEqual(last);
  });

  it('keeps the photo while only the model is open, and the rest as it is chosen there', () => {
    const now = { ...last, image: null, layer: 'relu_2', target: { class: { index: 9 } } };
    expect(keepUnopened(now, last)).toEqual({ ...now, image: last.image });
  });

  it('keeps model, layer and class while only the folder is open', () => {
    expect(keepUnopened({ ...empty, folder: FOLDER, image: last.image }, last)).toEqual(last);
  });

  it('gives up the class when the person chooses another photo, unless it is pinned', () => {
    const now = { ...empty, folder: FOLDER, image: 'folder-1/dog.jpg' };
    const { model, layer, target } = last;
    expect(keepUnopened(now, last)).toEqual({ ...now, model, layer });
    expect(keepUnopened(now, { ...last, pinned: true })).toEqual({
      ...now,
      model,
      layer,
      target,
      pinned: true,
    });
  });

  it('keeps no photo of another folder, and nothing of another model', () => {
    const now = { ...last, folder: { ...FOLDER, id: 'other' }, image: null, layer: 'conv' };
    expect(keepUnopened(now, last)).toEqual(now);
  });
});
