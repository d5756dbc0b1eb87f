import { basename, dirname, extname, join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';

/** Endings of what is saved through the window: figures with their sidecars. */
const FIGURE_ENDINGS: readonly string[] = ['.png', '.svg', '.pdf', '.json'];
export const EXPLAINER_ENDINGS: readonly string[] = ['.onnx'];

/**
 * Paths for files that are saved together, after the person has named the first of them: the others are the chosen path
 * with another ending, so that a figure and its sidecar stay a pair and nothing is written that the person did not name.
 * Throws `path-refused`, `input-invalid` for names that are not of this form: they come from the page.
 */
export function siblingPaths(names: readonly string[], chosen: string): string[] {
  for (const name of names) checkName(name, FIGURE_ENDINGS);
  const first = names[0] ?? '';
  const stranger = names.find((name) => withoutEnding(name) !== withoutEnding(first));
  if (stranger !== undefined) {
    throw new WorkbenchError(
      'input-invalid',
      `'${stranger}' cannot be saved with '${first}': files that are saved together differ in their endings only.`,
    );
  }
  const stem = join(dirname(chosen), withoutEnding(basename(chosen)));
  const paths = names.map((name, index) => (index === 0 ? chosen : stem + extname(name)));
  if (new Set(paths).size < paths.length) {
    throw new WorkbenchError(
      'path-refused',
      `${JSON.stringify(basename(chosen))} is also the name of the file beside it. Choose a name that ends in ${extname(first)}.`,
    );
  }
  return paths;
}

/** Throws `path-refused` for a name that is more than a name, `input-invalid` for one that has none of the endings. */
export function checkName(name: string, endings: readonly string[]): void {
  if (name === '' || name === '.' || name === '..' || /[/\\\0:]/.test(name)) {
    throw new WorkbenchError('path-refused', `${JSON.stringify(name)} is not a plain file name.`);
  }
  if (!endings.includes(extname(name).toLowerCase())) {
    throw new WorkbenchError(
      'input-invalid',
      `'${name}' cannot be saved: its name has to end in ${endings.join(', ')}.`,
    );
  }
}

function withoutEnding(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
