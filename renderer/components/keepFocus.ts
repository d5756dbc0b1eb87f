/** What may be given the focus unasked: no text field, into which the next shortcut would be typed. */
const FOCUSABLE = 'button:not(:disabled), input[type="checkbox"]:not(:disabled), [tabindex="0"]';

/**
 * An attachment: where the control that has the focus goes away or is disabled, the one before it in `container`, or else the first,
 * takes the focus, which would fall to the beginning of the page otherwise.
 */
export function keepFocus(container: HTMLElement): () => void {
  const controls = () => [...container.querySelectorAll<HTMLElement>(FOCUSABLE)];
  let held: HTMLElement | null = null;
  let place = 0;
  const isThere = () => held?.isConnected === true && !held.matches(':disabled');

  function hold({ target }: FocusEvent) {
    held = target instanceof HTMLElement ? target : null;
    place = held ? controls().indexOf(held) : 0;
  }
  /** Whether it was left or removed is known once what removes it has run. */
  function release() {
    queueMicrotask(() => {
      if (isThere()) held = null;
    });
  }
  const observer = new MutationObserver(() => {
    const { activeElement } = document;
    if (!held || isThere() || (activeElement !== document.body && activeElement !== held)) return;
    const left = controls();
    (left[place - 1] ?? left[0])?.focus();
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
