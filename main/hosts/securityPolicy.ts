/**
 * Headers sent with everything the page is made of. Scripts come from the application's own files only. Styles may be
 * inline, because Svelte writes `style` attributes and the pane splitter a style element for its cursor.
 * @param connect where the page may open connections: `'self'` for the server's WebSocket, `'none'` in the desktop app
 */
export function securityHeaders(connect: "'self'" | "'none'"): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
