import { headOf, rowHeadOf, type TableData } from './tableData.ts';
import { cellOf } from './text.ts';

/** A tabular for booktabs, with the notes as comments. */
export function asLatex({ columns, rows, notes }: TableData): string {
  const line = (cells: readonly string[]) => `${cells.map(latexText).join(' & ')} \\\\`;
  return [
    ...notes.map((note) => `% ${note}`),
    `\\begin{tabular}{l${'r'.repeat(columns.length)}}`,
    '\\toprule',
    line(['Method', ...columns.map(headOf)]),
    '\\midrule',
    ...rows.map((row) => line([rowHeadOf(row), ...row.cells.map((cell) => cellOf(cell, ' '))])),
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

const SYMBOLS: Readonly<Record<string, string>> = {
  '−': '$-$',
  '×': '$\\times$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  '–': '--',
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Text as TeX sets it: its special characters escaped, powers of ten and signs in mathematics. */
function latexText(text: string): string {
  return text
    .replace(/⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => {
      const digits = [...power.replace('⁻', '')].map((digit) => DIGITS.indexOf(digit)).join('');
      return `\u0000${power.startsWith('⁻') ? '-' : ''}${digits}\u0001`;
    })
    .replace(/[\\~^−×↑↓–]/g, (symbol) => SYMBOLS[symbol] as string)
    .replace(/(?<!\\)[&%#_]/g, '\\$&')
    .replaceAll('\u0000', '$^{')
    .replaceAll('\u0001', '}$');
}
