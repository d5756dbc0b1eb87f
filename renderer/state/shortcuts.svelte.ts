/** Whether keys act on their own: who speaks to the window, or presses keys without wanting to, switches these off. */
export class Shortcuts {
  singleKeys = $state(true);

  /** Whether these keys, pressed together, are heard now. */
  hears(keys: readonly string[]): boolean {
    return this.singleKeys || keys.length > 1;
  }
}
