import { basename, dirname, extname, join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';

/**
 * Paths for files that are saved together, after the person has named the first of them: the others keep their own
 * endings and take the chosen stem, so that a figure and its sidecar stay a pair. Throws `path-refused` for a name that
 * is more than a name.
 */
export function siblingPaths(names: readonly string[], chosen: string): string[] {
  for (const name of names) {
    if (name === '' || name === '.' || name === '..' || /[/\\\0:]/.test(name)) {
      throw new WorkbenchError('path-refused', `${JSON.stringify(name)} is not a plain file name.`);
    }
  }
  const first = names[0] ?? '';
  const stem = withoutExtension(first);
  const chosenStem = withoutExtension(basename(chosen));
  const paths = names.map((name, index) => {
    if (index === 0) return chosen;
    const renamed = name.startsWith(stem) ? chosenStem + name.slice(stem.length) : name;
    return join(dirname(chosen), renamed);
  });
  if (new Set(paths).size < paths.length) {
    throw new WorkbenchError(
      'path-refused',
      `${JSON.stringify(basename(chosen))} is also the name of the file beside it. Choose a name that ends in ${extname(first)}.`,
    );
  }
  return paths;
}

function withoutExtension(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
