import type { PickerOption } from './pickerOptions.ts';

/** A group of options under one heading, which may hold further groups. */
export interface OptionGroup {
  /** The headings from the outermost to this one; tells it from other groups. */
  readonly key: string;
  readonly label: string;
  readonly children: readonly OptionNode[];
  /** Options in it and in the groups within. */
  readonly count: number;
}

export type OptionNode =
  | { readonly kind: 'group'; readonly group: OptionGroup }
  | { readonly kind: 'option'; readonly option: PickerOption };

/** A line of the tree as it is shown; `size` and `position` count the lines beside it, for screen readers. */
export interface TreeRow {
  readonly node: OptionNode;
  readonly key: string;
  /** 1 for the outermost. */
  readonly level: number;
  readonly position: number;
  readonly size: number;
  readonly isOpen: boolean;
}

interface Branch {
  readonly groups: Map<string, Branch>;
  /** Options, and names of groups, in the order in which they first come. */
  readonly order: (PickerOption | string)[];
}

/** Options as a tree by their paths; a chain of groups with nothing beside them is one group. */
export function optionTree(options: readonly PickerOption[]): OptionNode[] {
  const root: Branch = { groups: new Map(), order: [] };
  for (const option of options) {
    let branch = root;
    for (const name of option.path ?? []) {
      let next = branch.groups.get(name);
      if (!next) {
        next = { groups: new Map(), order: [] };
        branch.groups.set(name, next);
        branch.order.push(name);
      }
      branch = next;
    }
    branch.order.push(option);
  }
  return nodesOf(root, []);
}

function nodesOf(branch: Branch, path: readonly string[]): OptionNode[] {
  return branch.order.map((entry) => {
    if (typeof entry !== 'string') return { kind: 'option', option: entry };
    const names = [entry];
    let inner = branch.groups.get(entry) as Branch;
    for (
      let only = inner.order[0];
      inner.order.length === 1 && typeof only === 'string';
      only = inner.order[0]
    ) {
      names.push(only);
      inner = inner.groups.get(only) as Branch;
    }
    const own = [...path, ...names];
    const children = nodesOf(inner, own);
    const count = children.reduce((sum, each) => sum + (each.kind === 'group' ? each.group.count : 1), 0);
    return { kind: 'group', group: { key: own.join('/'), label: names.join(' / '), children, count } };
  });
}

/** The lines that are seen, for the groups that are open. */
export function visibleRows(
  nodes: readonly OptionNode[],
  isOpen: (group: OptionGroup) => boolean,
  level = 1,
): TreeRow[] {
  return nodes.flatMap((node, index): TreeRow[] => {
    const place = { node, level, position: index + 1, size: nodes.length };
    if (node.kind === 'option') return [{ ...place, key: `option ${node.option.value}`, isOpen: false }];
    const open = isOpen(node.group);
    const row = { ...place, key: `group ${node.group.key}`, isOpen: open };
    return open ? [row, ...visibleRows(node.group.children, isOpen, level + 1)] : [row];
  });
}

/** Keys of the groups that hold an option, outermost first. */
export function groupsAround(nodes: readonly OptionNode[], value: string | null): string[] {
  for (const node of nodes) {
    if (node.kind === 'option') continue;
    const { key, children } = node.group;
    if (children.some((child) => child.kind === 'option' && child.option.value === value)) return [key];
    const within = groupsAround(children, value);
    if (within.length > 0) return [key, ...within];
  }
  return [];
}
