import { expect, test } from 'vitest';
import { formatComparison, formatOfFile } from '../../../../main/hosts/terminal/comparison/formats.ts';
import type { TableData } from '../../../../main/hosts/terminal/comparison/tableData.ts';

const table: TableData = {
  columns: [
    { id: 'cosine', head: 'Cosine', better: 'higher' },
    { id: 'ad', head: 'AD %', better: 'lower' },
  ],
  rows: [
    {
      id: 'lift-cam',
      title: 'LIFT-CAM',
      cells: [
        { mean: 0.5, low: -0.25, high: 1, n: 4 },
        { mean: 12345, low: null, high: null, n: 1 },
      ],
      failed: 0,
      failure: null,
    },
    {
      id: 'centre_gaussian',
      title: 'A & B_c',
      cells: [null, { mean: 0, low: 0, high: 0, n: 4 }],
      failed: 2,
      failure: 'No, "never".',
    },
  ],
  notes: ['AD %: how.'],
};

test('CSV has full precision, ends, counts, and the notes as comments', () => {
  expect(formatComparison(table, 'csv').split('\n')).toEqual([
    'method,cosine,cosine_low,cosine_high,cosine_n,ad,ad_low,ad_high,ad_n,failed,failure',
    'lift-cam,0.5,-0.25,1,4,12345,,,1,0,',
    'centre_gaussian,,,,0,0,0,0,4,2,"No, ""never""."',
    '# AD %: how.',
    '',
  ]);
});

test('LaTeX escapes what TeX would read, and sets signs and powers in mathematics', () => {
  const lines = formatComparison(table, 'latex').split('\n');
  expect(lines).toContain('Method & Cosine $\\uparrow$ & AD \\% $\\downarrow$ \\\\');
  expect(lines).toContain('LIFT-CAM & 0.500 [$-$0.250, 1.00] & 1.23 $\\times$ 10$^{4}$ \\\\');
  expect(lines).toContain('A \\& B\\_c (failed on 2) & -- & 0 [0, 0] \\\\');
  expect(lines[0]).toBe('% AD %: how.');
});

test('Markdown and text show mean, interval and direction', () => {
  const markdown = formatComparison(table, 'markdown');
  expect(markdown).toMatch(/\| LIFT-CAM +\| +0\.500 \[−0\.250, 1\.00\] \|/);
  expect(markdown).toContain('- AD %: how.');
  const text = formatComparison(table, 'text');
  expect(markdown).toContain('A & B_c (failed on 2) ');
  expect(text).toContain('A & B_c (failed on 2) ');
  expect(text).toMatch(/Cosine ↑/);
  expect(text).toMatch(/LIFT-CAM .* 0\.500 /);
  expect(text).toMatch(/\[−0\.250, 1\.00\]/);
});

test('the name of a file tells the format', () => {
  expect(['a.csv', 'b.TEX', 'c.md', 'd.txt', 'e', 'f.json'].map(formatOfFile)).toEqual([
    'csv',
    'latex',
    'markdown',
    'text',
    'text',
    'json',
  ]);
});
