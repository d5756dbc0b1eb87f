import type { Session } from '../../../shared/session.ts';

export const FOLDER = { id: 'folder-1', name: 'photos', path: '/photos' };
export const MODEL = { ref: 'model-1', name: 'net', path: '/net.onnx' };

/** A session on one photo of one folder, with some fields of the test's own. */
export function session(own: Partial<Session> = {}): Session {
  return {
    folder: FOLDER,
    image: 'folder-1/cat.jpg',
    model: { ...MODEL, id: 'hash' },
    layer: 'relu_1',
    method: 'lift-cam',
    params: {},
    target: { class: { rank: 1 } },
    pinned: false,
    absent: [],
    selected: null,
    pinnedChannels: [],
    tab: 'channels',
    view: { signed: false, interpolation: 'bilinear', style: 'filled' },
    choices: {},
    ...own,
  };
}
