import { WorkbenchError } from '../../shared/errors.ts';
import type { ClassSelector } from '../../shared/result.ts';

const RANK = /^top([1-5])$/i;
const INDEX = /^\d+$/;
const SUGGESTIONS = 5;

/**
 * A class as a person writes it: an index, `top1` to `top5`, a label, or one of the names in a label that lists
 * several ("tabby, tabby cat"). Case does not matter.
 * @param labels one per class
 * @throws WorkbenchError 'class-unknown' with the labels that come near
 */
export function selectClass(text: string, labels: readonly string[]): ClassSelector {
  const wanted = text.trim();
  const rank = Number(RANK.exec(wanted)?.[1]);
  if (rank <= labels.length) return { rank };
  if (INDEX.test(wanted) && Number(wanted) < labels.length) return { index: Number(wanted) };
  if (rank || INDEX.test(wanted)) {
    const range = `0 to ${String(labels.length - 1)}`;
    throw unknown(`There is no class '${wanted}': the model's classes go from ${range}.`);
  }
  const name = wanted.toLowerCase();
  const whole = indicesOf(labels, (label) => label.toLowerCase() === name);
  const found = whole.length > 0 ? whole : indicesOf(labels, (label) => namesIn(label).includes(name));
  const [index] = found;
  if (index === undefined) throw unknown(`The model has no class '${wanted}'. ${nearest(name, labels)}`);
  if (found.length > 1) {
    throw unknown(
      `Several classes are called '${wanted}': ${listed(found, labels)}. Give the number of one of them.`,
    );
  }
  return { index };
}

/** Whether a text names a class: by its index, its label, or one of the names in that. Case does not matter. */
export function isNameOf(text: string, index: number, label: string): boolean {
  const name = text.trim().toLowerCase();
  return name === String(index) || name === label.toLowerCase() || namesIn(label).includes(name);
}

function unknown(message: string): WorkbenchError {
  return new WorkbenchError('class-unknown', message);
}

function namesIn(label: string): string[] {
  return label
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
}

function indicesOf(labels: readonly string[], matches: (label: string) => boolean): number[] {
  return [...labels.keys()].filter((index) => matches(labels[index] as string));
}

function listed(indices: readonly number[], labels: readonly string[]): string {
  const some = indices.slice(0, SUGGESTIONS).map((index) => `${String(index)} '${labels[index] ?? ''}'`);
  return `${some.join(', ')}${indices.length > SUGGESTIONS ? ', …' : ''}`;
}

/** Labels that contain the text, or else those that fewest changes turn into it. */
function nearest(name: string, labels: readonly string[]): string {
  const containing = indicesOf(labels, (label) => name !== '' && label.toLowerCase().includes(name));
  if (containing.length > 0) return `Did you mean ${listed(containing, labels)}?`;
  const distances = labels.map((label) =>
    Math.min(...namesIn(label).map((part) => editDistance(name, part))),
  );
  const close = indicesOf(labels, () => true)
    .filter((index) => (distances[index] as number) <= name.length / 3)
    .sort((a, b) => (distances[a] as number) - (distances[b] as number))
    .slice(0, SUGGESTIONS);
  if (close.length > 0) return `Did you mean ${listed(close, labels)}?`;
  return 'Give an index, top1 to top5, or a label from config.json beside the model.';
}

/** Levenshtein's distance: insertions, deletions and substitutions between two texts. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] as number) + Number(from[i - 1] !== to[j - 1]);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
