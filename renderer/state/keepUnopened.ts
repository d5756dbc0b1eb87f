import type { Session } from '../../shared/session.ts';

/** What of a session is open, and the class that is explained. */
export type Opened = Pick<Session, 'folder' | 'image' | 'model' | 'layer' | 'target' | 'pinned'>;

/**
 * What is open now, with what `last` says of a folder or a model that has not been opened since: where it has gone, or its
 * opening failed or was cancelled. Nothing of it is lost until the person has opened something else.
 */
export function keepUnopened(now: Opened, last: Opened): Opened {
  const folder = now.folder ?? last.folder;
  const image = now.image ?? (folder?.id === last.folder?.id ? last.image : null);
  if (now.model) return { ...now, folder, image };
  const { model, layer, target, pinned } = last;
  // A class is chosen at a photo, unless it is pinned.
  return { ...now, folder, image, model, layer, ...((image === last.image || pinned) && { target, pinned }) };
}
