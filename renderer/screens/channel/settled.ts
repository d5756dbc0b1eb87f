/** So long a channel is looked at before work is asked for that its pointing alone is not worth. */
const SETTLED_MILLISECONDS = 120;

/** Does `work` once the channel on show has stayed for a moment; the answer withdraws work that has not begun. */
export function onceSettled(work: () => void, milliseconds = SETTLED_MILLISECONDS): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
