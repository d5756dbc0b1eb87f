import Table from 'cli-table3';

/** A table for the terminal, in plain characters. @param numeric columns that are set to the right */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly string[],
): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((name) => (numeric.includes(name) ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
