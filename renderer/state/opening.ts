import type { Folder, HostCalls, ModelEntry } from '../../shared/api.ts';
import type { Session } from '../../shared/session.ts';

/** What to show first: what this start was asked for, or what was open last time, or what was offered last. */
export interface Opening {
  readonly folder: Folder | undefined;
  readonly model: ModelEntry | undefined;
  /** The last session, where its folder (its model) is the one that is shown again. */
  readonly sameFolder: Session | null;
  readonly sameModel: Session | null;
  /** The folder that was open last time and has gone. */
  readonly missing: Folder | null;
}

export function openingOf(
  session: Session | null,
  asked: HostCalls['host.asked']['output'],
  folders: readonly Folder[],
  models: readonly ModelEntry[],
): Opening {
  const folderId = asked.folder ?? session?.folder?.id;
  const modelRef = asked.model ?? session?.model?.ref;
  const knownFolder = folders.find(({ id }) => id === folderId);
  const model = models.find(({ ref }) => ref === modelRef) ?? models.at(-1);
  const missing = !knownFolder && session?.folder ? session.folder : null;
  const folder = missing ? undefined : (knownFolder ?? folders.at(-1));
  return {
    folder,
    model,
    sameFolder: session?.folder && session.folder.id === folder?.id ? session : null,
    sameModel: session?.model && session.model.ref === model?.ref ? session : null,
    missing,
  };
}
