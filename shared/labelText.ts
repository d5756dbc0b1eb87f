/** Names of classes as a text gives them: one for each, or those that are known by their number. */
export type NamedClasses = readonly string[] | ReadonlyMap<number, string>;

const SYNSET = /^n\d{8}\s+/;

/**
 * Reads the names of classes from a text: a JSON list, a JSON object `{"0": "tench"}` (or names to numbers), a Python
 * dict `{0: 'tench'}` as Ultralytics writes it, or one name a line, where a line may start with a WordNet id
 * (`n01440764 tench, Tinca tinca`) or with the class number (`0: tench`, `0 tench` on every line).
 * @throws Error saying what is wrong, in a few words
 */
export function readLabelText(text: string): NamedClasses {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw new Error('it is empty');
  if (/^[[{(]/.test(trimmed)) return fromData(parseData(trimmed));
  const lines = trimmed.split(/\r\n|\r|\n/).map((line) => line.trim());
  const numbered = lines.map((line) => /^(\d+)\s*[:,;\t ]\s*(.+)$/.exec(line));
  if (numbered.every((match, index) => match?.[1] === String(index))) {
    return numbered.map((match) => match?.[2] ?? '');
  }
  return lines.map((line) => line.replace(SYNSET, ''));
}

/** JSON, or a Python literal of strings and whole numbers. */
function parseData(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    try {
      return JSON.parse(asJson(text)) as unknown;
    } catch {
      throw new Error(`it is neither JSON nor a Python dict or list (${reason})`);
    }
  }
}

const TOKEN = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+)\s*:|,(?=\s*[\]})])|[()]/g;

/** A Python literal as JSON: single quotes, numbers as keys, commas at the end, tuples. */
function asJson(text: string): string {
  return text.replace(TOKEN, (whole, single?: string, double?: string, key?: string) => {
    const quoted = single ?? double;
    if (quoted !== undefined) return JSON.stringify(quoted.replace(/\\(.)/g, '$1'));
    if (key !== undefined) return `"${key}":`;
    return whole === '(' ? '[' : whole === ')' ? ']' : '';
  });
}

function fromData(data: unknown): NamedClasses {
  if (Array.isArray(data)) {
    const wrong = data.findIndex((each) => typeof each !== 'string');
    if (wrong >= 0) throw new Error(`entry ${String(wrong)} is no text`);
    return data as string[];
  }
  const entries = Object.entries(data as Record<string, unknown>);
  const named = entries.map(([key, value]): readonly [number, string] => {
    if (/^\d+$/.test(key) && typeof value === 'string') return [Number(key), value];
    // Keras and torchvision's ImageNet index: {"0": ["n01440764", "tench"]}.
    if (/^\d+$/.test(key) && Array.isArray(value) && typeof value.at(-1) === 'string') {
      return [Number(key), value.at(-1) as string];
    }
    // class_to_idx and label2id: {"tench": 0}.
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return [value, key];
    throw new Error(`'${key}' is neither a number with a name nor a name with a number`);
  });
  return new Map(named);
}
