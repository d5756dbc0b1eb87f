export interface SvgDetails {
  /** Size in points, and the printed width. */
  readonly width: number;
  readonly height: number;
  readonly millimetres: number;
  readonly title: string;
  /** Kept in <metadata>. */
  readonly metadata: string;
  /** Style sheet with the fonts. */
  readonly css: string;
}

/**
 * Skia's SVG brought in order: printed size with a viewBox in points, title, provenance and fonts; text
 * that can be edited (Skia places every glyph by itself) in the weight asked for (Skia writes 500); names
 * counted from 1 (Skia counts over the life of the process), so that equal figures are equal files.
 */
export function finishSvg(svg: string, details: SvgDetails): string {
  const { width, height, millimetres, title, metadata, css } = details;
  const head =
    `width="${rounded(millimetres)}mm" height="${rounded((millimetres * height) / width)}mm" ` +
    `viewBox="0 0 ${rounded(width)} ${rounded(height)}">` +
    `<title>${escaped(title)}</title><metadata>${escaped(metadata)}</metadata><style>${escaped(css)}</style>`;
  return renumbered(svg)
    .replace(/width="[^"]*" height="[^"]*">/, () => head)
    .replace(/<text [^>]*><\/text>/g, '')
    .replace(/(<text [^>]*?)x="([^,"]*)[^"]*" y="([^,"]*)[^"]*"/g, '$1x="$2" y="$3"')
    .replaceAll(
      'font-weight="500" font-family="Inter SemiBold, Inter"',
      'font-weight="600" font-family="Inter"',
    )
    .replaceAll('font-family="Inter"', 'font-family="Inter, Helvetica, Arial, sans-serif"');
}

function renumbered(svg: string): string {
  const names = new Map<string, string>();
  for (const [, name] of svg.matchAll(/ id="([^"]*)"/g)) names.set(name!, `n${names.size + 1}`);
  return svg.replace(/( id="|#)([a-z]+_[0-9a-f]+)/g, (found, before: string, name: string) => {
    const number = names.get(name);
    return number === undefined ? found : before + number;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
