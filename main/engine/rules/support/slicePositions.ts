/** Positions that a slice takes of an axis of `size` elements; negative limits count from the end. */
export function slicePositions(start: number, end: number, step: number, size: number): number[] {
  const fromFront = (limit: number) => (limit < 0 ? limit + size : limit);
  const clamp = (limit: number, low: number, high: number) => Math.min(Math.max(fromFront(limit), low), high);
  const taken: number[] = [];
  if (step > 0) {
    const stop = clamp(end, 0, size);
    for (let at = clamp(start, 0, size); at < stop; at += step) taken.push(at);
  } else {
    const stop = clamp(end, -1, size - 1);
    for (let at = clamp(start, -1, size - 1); at > stop; at += step) taken.push(at);
  }
  return taken;
}
