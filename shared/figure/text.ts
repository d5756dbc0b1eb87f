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

/** A text cut at its end with an ellipsis so that it fits `width` in the context's font. */
export function shortened(context: Pick<Canvas2D, 'measureText'>, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let kept = text.length - 1;
  while (kept > 1 && context.measureText(`${text.slice(0, kept)}…`).width > width) kept--;
  return `${text.slice(0, kept).trimEnd()}…`;
}
