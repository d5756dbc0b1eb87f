import { describe, expect, it } from 'vitest';
import { matching, treeRows } from '../../../renderer/components/pickerOptions.ts';

const options = [
  { value: 'a', label: 'conv', path: ['features', '0'], detail: '64 × 56 × 56' },
  { value: 'b', label: 'relu', path: ['features', '0'] },
  { value: 'c', label: 'conv', path: ['features', '1', 'branch'] },
  { value: 'd', label: 'add', path: [] },
];

describe('picker options', () => {
  it('needs every word of the query, in any of the texts', () => {
    expect(matching(options, ' conv  FEATURES ').map((option) => option.value)).toEqual(['a', 'c']);
    expect(matching(options, '56').map((option) => option.value)).toEqual(['a']);
    expect(matching(options, '')).toHaveLength(4);
  });

  it('puts a heading where the path changes', () => {
    const lines = treeRows(options).map(
      (row) => `${'-'.repeat(row.depth)}${row.kind === 'heading' ? row.label : row.key}`,
    );
    expect(lines).toEqual(['features / 0', '-a', '-b', 'features / 1 / branch', '-c', 'd']);
  });

  it('nests a heading below the one that it continues', () => {
    const nested = [
      { value: 'x', label: 'x', path: ['features'] },
      { value: 'y', label: 'y', path: ['features', '1'] },
    ];
    const lines = treeRows(nested).map(
      (row) => `${'-'.repeat(row.depth)}${row.kind === 'heading' ? row.label : row.key}`,
    );
    expect(lines).toEqual(['features', '-x', '-1', '--y']);
  });
});
