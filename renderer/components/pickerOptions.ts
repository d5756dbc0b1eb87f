/** One line to choose in a {@link Picker}. */
export interface PickerOption {
  readonly value: string;
  readonly label: string;
  /** Beside the label, right-aligned: a shape, a probability. */
  readonly detail?: string;
  /** Below the label: a sentence, or the reason why it cannot be chosen. */
  readonly note?: string;
  readonly disabled?: boolean;
  /** Headings above it, outermost first; they form a tree. */
  readonly path?: readonly string[];
}

export type PickerRow =
  | { readonly kind: 'heading'; readonly key: string; readonly label: string; readonly depth: number }
  | { readonly kind: 'option'; readonly key: string; readonly option: PickerOption; readonly depth: number };

/** Options that hold every word of the query, in label, detail, note or path. */
export function matching(options: readonly PickerOption[], query: string): PickerOption[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ label, detail, note, path }) => {
    const text = [...(path ?? []), label, detail, note].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/**
 * Options with their headings, as lines of a tree. Headings that begin at the same place share one line, so that
 * a chain of modules with nothing beside them takes no depth.
 */
export function treeRows(options: readonly PickerOption[]): PickerRow[] {
  const rows: PickerRow[] = [];
  /** Headings in force: how many path parts each stands for. */
  let open: { parts: readonly string[] }[] = [];
  for (const option of options) {
    const path = option.path ?? [];
    let covered = 0;
    const kept: { parts: readonly string[] }[] = [];
    for (const heading of open) {
      const { parts } = heading;
      if (!parts.every((part, index) => path[covered + index] === part)) break;
      kept.push(heading);
      covered += parts.length;
    }
    open = kept;
    const rest = path.slice(covered);
    if (rest.length > 0) {
      rows.push({
        kind: 'heading',
        key: `heading ${option.value}`,
        label: rest.join(' / '),
        depth: open.length,
      });
      open = [...open, { parts: rest }];
    }
    rows.push({ kind: 'option', key: option.value, option, depth: open.length });
  }
  return rows;
}
