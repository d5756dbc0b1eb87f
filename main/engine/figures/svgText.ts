/**
 * Skia's SVG brought in order: the size in millimetres with a viewBox in points, the weight of semi-bold
 * text (Skia writes the face's name and 500), a title, and the provenance in <metadata>.
 */
export function finishSvg(
  svg: string,
  size: { readonly width: number; readonly height: number; readonly millimetres: number },
  title: string,
  metadata: string,
): string {
  const height = (size.millimetres * size.height) / size.width;
  return svg
    .replace(
      /<svg ([^>]*?)width="[^"]*" height="[^"]*">/,
      (_, attributes: string) =>
        `<svg ${attributes}width="${rounded(size.millimetres)}mm" height="${rounded(height)}mm" ` +
        `viewBox="0 0 ${rounded(size.width)} ${rounded(size.height)}">` +
        `<title>${escaped(title)}</title><metadata>${escaped(metadata)}</metadata>`,
    )
    .replaceAll(
      'font-weight="500" font-family="Inter SemiBold, Inter"',
      'font-weight="600" font-family="Inter"',
    )
    .replaceAll('font-family="Inter"', 'font-family="Inter, Helvetica, Arial, sans-serif"');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
