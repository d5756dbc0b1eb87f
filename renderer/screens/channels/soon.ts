/**
 * Does `work` before the next frame is painted, or, where it is `slow`, right after it, so that what is quick shows
 * at once. The answer withdraws work that has not begun: of many changes within a frame only the last is drawn.
 */
export function soon(slow: boolean, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    if (slow) timer = setTimeout(work);
    else work();
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
