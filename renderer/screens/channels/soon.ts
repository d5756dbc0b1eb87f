/**
 * Does `work` right after the next frame is painted, so that what is quick shows at once and does not wait for it. The
 * answer withdraws work that has not begun: of many changes within a frame only the last is drawn.
 */
export function soon(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
