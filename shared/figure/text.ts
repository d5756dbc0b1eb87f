import type { Canvas2D } from './canvas2d.ts';

/** Breaks a text at `separator` so that each line fits `width` in the context's font; a long piece stays whole. */
export function wrapText(
  context: Pick<Canvas2D, 'measureText'>,
  text: string,
  width: number,
  separator: string,
): string[] {
  const lines: string[] = [];
  for (const piece of text.split(separator)) {
    const last = lines.at(-1);
    const joined = last === undefined ? piece : `${last}${separator}${piece}`;
    if (last !== undefined && context.measureText(joined).width <= width) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  return lines;
}
