import type { Client } from '../transport/connect.ts';
import { menuActions } from './menuActions.ts';
import type { Workbench } from './workbench.svelte.ts';

/** Does what the person asks for outside the page: by the application's menu, or by dropping files on the window. */
export function hearHost(client: Client, workbench: Workbench): () => void {
  const unheard = [
    client.on('host.menu', ({ action }) => menuActions[action](workbench)),
    client.on('host.opened', (opened) => {
      void workbench.opener.opened(opened);
    }),
    client.on('host.refused', (error) => {
      workbench.error = error;
    }),
  ];
  return () => {
    for (const stop of unheard) stop();
  };
}
