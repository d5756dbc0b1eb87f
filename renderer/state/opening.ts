import type { Folder, HostCalls, ModelEntry } from '../../shared/api.ts';
import type { Session } from '../../shared/session.ts';

/** What to show first: what this start was asked for, or what was open last time, or what was offered last. */
export interface Opening {
  readonly folder: Folder | undefined;
  /** The photo of the last session, where its folder is the one that is shown again. */
  readonly image: string | null;
  readonly model: ModelEntry | undefined;
  /** The folder and the model that were open last time and have gone. */
  readonly missingFolder: Folder | null;
  readonly missingModel: ModelEntry | null;
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
  const knownModel = models.find(({ ref }) => ref === modelRef);
  const missingFolder = knownFolder ? null : (session?.folder ?? null);
  const missingModel = knownModel ? null : (session?.model ?? null);
  const folder = missingFolder ? undefined : (knownFolder ?? folders.at(-1));
  return {
    folder,
    image: session?.folder && session.folder.id === folder?.id ? session.image : null,
    model: missingModel ? undefined : (knownModel ?? models.at(-1)),
    missingFolder,
    missingModel,
  };
}
