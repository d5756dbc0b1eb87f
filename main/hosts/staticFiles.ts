import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * A file of the page, or null where there is none of that name below `root`.
 * @param pathname path of the request's address, still percent-encoded
 */
export async function readStaticFile(root: string, pathname: string): Promise<StaticFile | null> {
  const path = resolveBelow(root, pathname === '/' ? '/index.html' : pathname);
  const type = path === null ? undefined : TYPES[extname(path)];
  if (path === null || type === undefined) return null;
  try {
    return { body: await readFile(path), type };
  } catch {
    return null;
  }
}

/** The file an address names, or null when it would lie outside `root`, whatever way that is spelt. */
function resolveBelow(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || /[\0\\:]/.test(decoded)) return null;
  const path = join(root, decoded);
  return path.startsWith(root + sep) ? path : null;
}
