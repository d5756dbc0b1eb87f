import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

const FACES = ['inter-ui/web/Inter-Regular.woff2', 'inter-ui/web/Inter-SemiBold.woff2'];
let registered = false;

/** Makes the figures' own typeface known to the canvas, once, so that a figure looks alike on every machine. */
export function registerFigureFonts(): void {
  if (registered) return;
  // Bundled as CommonJS there is a __filename and no import.meta.url; as an ES module the other way round.
  const resolve = createRequire(typeof __filename === 'string' ? __filename : import.meta.url).resolve;
  for (const face of FACES) GlobalFonts.register(readFileSync(resolve(face)), 'Inter');
  registered = true;
}
