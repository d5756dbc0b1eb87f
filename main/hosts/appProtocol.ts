import { protocol } from 'electron';
import { securityHeaders } from './securityPolicy.ts';
import { readStaticFile } from './staticFiles.ts';

const SCHEME = 'app';
const HOST = 'workbench';

/** Origin from which the desktop app serves its page to itself. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`;

/** To be called before the app is ready: gives the scheme an origin of its own, as a secure site has one. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the page's files below {@link APP_ORIGIN}, with the content security policy as a header. */
export function serveApp(root: string): void {
  const headers = securityHeaders("'none'");

  async function load(address: string) {
    const { host, pathname } = new URL(address);
    const file = host === HOST ? await readStaticFile(root, pathname) : null;
    const type = file?.type ?? 'text/plain';
    return {
      status: file === null ? 404 : 200,
      headers: { ...headers, 'Content-Type': type },
      body: file?.body,
    };
  }

  // Electron 25 brought `handle`, of which the older function is the deprecated predecessor.
  const { handle } = protocol as Partial<typeof protocol>;
  if (handle !== undefined) {
    handle.call(protocol, SCHEME, async ({ url }) => {
      const { body, ...init } = await load(url);
      return new Response(body === undefined ? null : new Uint8Array(body), init);
    });
  } else {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way before `handle`
    protocol.registerBufferProtocol(SCHEME, ({ url }, respond) => {
      void load(url).then(({ status, headers: sent, body }) => {
        respond({ statusCode: status, headers: sent, data: body ?? Buffer.alloc(0) });
      });
    });
  }
}
