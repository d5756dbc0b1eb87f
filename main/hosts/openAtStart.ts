import type { HostCalls } from '../../shared/api.ts';
import type { EngineHost } from './engineHost.ts';
import type { SessionStore } from './sessionStore.ts';

/** Ids of what this start was asked to open. */
export type Asked = HostCalls['host.session']['output']['asked'];

/** Offers the folders and models of earlier starts; one that has gone is passed over, and may be back at the next start. */
export async function offerRecent(engine: EngineHost, store: SessionStore): Promise<void> {
  const passOver = () => undefined;
  for (const path of store.recent('folders')) await engine.call('folder.add', { path }).catch(passOver);
  for (const path of store.recent('models')) await engine.call('model.add', { path }).catch(passOver);
}

/** Opens what the command line names. Throws what the engine says of a folder or model that cannot be opened. */
export async function openNamed(
  engine: EngineHost,
  { folder, model }: { readonly folder?: string; readonly model?: string },
): Promise<Asked> {
  return {
    folder: folder === undefined ? null : (await engine.call('folder.add', { path: folder })).id,
    model: model === undefined ? null : (await engine.call('model.add', { path: model })).ref,
  };
}
