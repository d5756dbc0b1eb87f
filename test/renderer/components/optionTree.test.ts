import { describe, expect, it } from 'vitest';
import { groupsAround, optionTree, visibleRows } from '../../../renderer/components/optionTree.ts';

const tree = optionTree([
  { value: 'stem', label: 'stem', path: [] },
  { value: 'a', label: 'a', path: ['layer1', '0'] },
  { value: 'b', label: 'b', path: ['layer1', '1', 'conv'] },
  { value: 'c', label: 'c', path: ['layer1', '0'] },
  { value: 'd', label: 'd', path: ['head', 'pool', 'act'] },
]);

function lines(isOpen: (key: string) => boolean): string[] {
  return visibleRows(tree, (group) => isOpen(group.key)).map(({ node, level, position, size }) => {
    const text =
      node.kind === 'group' ? `${node.group.label} (${String(node.group.count)})` : node.option.label;
    return `${'-'.repeat(level)}${text} ${String(position)}/${String(size)}`;
  });
}

describe('a tree of options', () => {
  it('gathers what has the same path, in the order in which it first comes, and joins chains', () => {
    expect(lines(() => true)).toEqual([
      '-stem 1/3',
      '-layer1 (3) 2/3',
      '--0 (2) 1/2',
      '---a 1/2',
      '---c 2/2',
      '--1 / conv (1) 2/2',
      '---b 1/1',
      '-head / pool / act (1) 3/3',
      '--d 1/1',
    ]);
  });

  it('hides what is in a closed group', () => {
    expect(lines((key) => key === 'layer1')).toEqual([
      '-stem 1/3',
      '-layer1 (3) 2/3',
      '--0 (2) 1/2',
      '--1 / conv (1) 2/2',
      '-head / pool / act (1) 3/3',
    ]);
  });

  it('finds the groups around an option', () => {
    expect(groupsAround(tree, 'b')).toEqual(['layer1', 'layer1/1/conv']);
    expect(groupsAround(tree, 'stem')).toEqual([]);
    expect(groupsAround(tree, null)).toEqual([]);
  });
});
