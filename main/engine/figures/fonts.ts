import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

interface Face {
  readonly weight: 400 | 600;
  readonly file: string;
}

const FACES: readonly Face[] = [
  { weight: 400, file: 'inter-ui/web/Inter-Regular.woff2' },
  { weight: 600, file: 'inter-ui/web/Inter-SemiBold.woff2' },
];

let registered = false;

/** Makes the figures' own typeface known to the canvas, once, so that a figure looks alike on every machine. */
export function registerFigureFonts(): void {
  if (registered) return;
  for (const face of FACES) GlobalFonts.register(readFace(face), 'Inter');
  registered = true;
}

/** The same typeface as a style sheet for SVG, so that a viewer without it sets the text alike. */
export function fontFaceCss(): string {
  return FACES.map(
    (face) =>
      `@font-face{font-family:Inter;font-weight:${face.weight};` +
      `src:url(data:font/woff2;base64,${readFace(face).toString('base64')}) format("woff2")}`,
  ).join('');
}

function readFace({ file }: Face): Buffer {
  // Bundled as CommonJS there is a __filename and no import.meta.url; as an ES module the other way round.
  const here = typeof __filename === 'string' ? __filename : import.meta.url;
  return readFileSync(createRequire(here).resolve(file));
}
