/** What may be given the focus unasked: no text field, into which the next shortcut would be typed. */
const FOCUSABLE = 'button:not(:disabled), input[type="checkbox"]:not(:disabled), [tabindex="0"]';

/**
 * An attachment: where the control that has the focus goes away or is disabled, the last before it in `container` that is still
 * there, or else the first, takes the focus, which would fall to the beginning of the page otherwise.
 */
export function keepFocus(container: HTMLElement): () => void {
  const controls = () => [...container.querySelectorAll<HTMLElement>(FOCUSABLE)];
  let held: HTMLElement | null = null;
  let before: readonly HTMLElement[] = [];
  const isThere = () => held?.isConnected === true && !held.matches(':disabled');

  function hold({ target }: FocusEvent) {
    held = target instanceof HTMLElement ? target : null;
    const all = controls();
    before = held ? all.slice(0, Math.max(0, all.indexOf(held))) : [];
  }
  /** Whether it was left or removed is known once what removes it has run. */
  function release({ target }: FocusEvent) {
    queueMicrotask(() => {
      if (held === target && isThere()) held = null;
    });
  }
  const observer = new MutationObserver(() => {
    const { activeElement } = document;
    if (!held || isThere()) return;
    const isLost = activeElement === document.body || activeElement === held;
    // Also where no control is left: one that comes much later must not take the focus from where it is by then.
    held = null;
    const left = controls();
    if (isLost) (left.filter((control) => before.includes(control)).at(-1) ?? left[0])?.focus();
  });
  container.addEventListener('focusin', hold);
  container.addEventListener('focusout', release);
  observer.observe(container, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  return () => {
    observer.disconnect();
    container.removeEventListener('focusin', hold);
    container.removeEventListener('focusout', release);
  };
}
