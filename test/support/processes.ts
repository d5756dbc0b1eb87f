import { readdirSync, readFileSync } from 'node:fs';

/** The one process below `ancestor` whose command line contains `mark`. Throws when there is none or more than one. */
export function findDescendant(ancestor: number, mark: string): number {
  const found = findDescendants(ancestor, mark);
  const [id] = found;
  if (id === undefined || found.length > 1)
    throw new Error(`Expected one process with ${mark}, found ${found.length}`);
  return id;
}

/** Processes below `ancestor` whose command line contains `mark`, as Linux's /proc tells them. */
function findDescendants(ancestor: number, mark: string): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(Number(name)));
  }
  const isBelow = (id: number): boolean => {
    const parent = parents.get(id);
    return parent !== undefined && (parent === ancestor || isBelow(parent));
  };
  return [...parents.keys()].filter((id) => isBelow(id) && commandLine(id).includes(mark));
}

function parentOf(id: number): number {
  // pid (name) state ppid …; the name may hold spaces and brackets
  const after = readProcess(id, 'stat').split(') ').pop() ?? '';
  return Number(after.split(' ')[1] ?? 0);
}

function commandLine(id: number): string {
  return readProcess(id, 'cmdline').replaceAll('\0', ' ');
}

/** Empty for a process that has ended meanwhile. */
function readProcess(id: number, entry: string): string {
  try {
    return readFileSync(`/proc/${id}/${entry}`, 'utf8');
  } catch {
    return '';
  }
}
