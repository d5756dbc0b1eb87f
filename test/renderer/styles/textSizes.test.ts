import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../../support/repository.ts';

const SMALLEST = 11;

const folder = join(repository, 'renderer');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(css|svelte|ts)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const tokens = files.find(({ name }) => name.endsWith('tokens.css'))?.text ?? '';

/** Pixels of a size as a style sheet writes it; nothing else than pixels and tokens is written. */
function pixelsOf(value: string): number {
  const token = /^var\((--size[\w-]*)\)$/.exec(value)?.[1];
  const written = token ? new RegExp(`${token}:\\s*([^;]+);`).exec(tokens)?.[1] : value;
  return Number(/^([\d.]+)px$/.exec(written ?? '')?.[1] ?? NaN);
}

function found(pattern: RegExp, kind = ''): { where: string; value: string }[] {
  const searched = files.filter(({ name }) => name.endsWith(kind));
  return searched.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map((match) => ({ where: `${name}: ${match[0]}`, value: match[1] ?? '' })),
  );
}

test('no style sheet and no component sets text below 11 pixels', () => {
  const sizes = found(/font-size:\s*([^;]+);/g);
  expect(sizes.length).toBeGreaterThan(20);
  const small = sizes.filter(({ value }) => !(pixelsOf(value) >= SMALLEST));
  expect(small.map(({ where }) => where)).toEqual([]);
  // The shorthand sets a size too.
  for (const kind of ['.css', '.svelte'])
    expect(found(/^\s*font:\s*(?!inherit)(\S.*);$/gm, kind)).toEqual([]);
});

test('no chart sets text below 11 pixels', () => {
  const sizes = found(/(?:fontSize[:=]\s*\{?|family: FONT_FAMILY, size: )([\d.]+)/g);
  expect(sizes.length).toBeGreaterThan(1);
  const small = sizes.filter(({ value }) => Number(value) < SMALLEST);
  expect(small.map(({ where }) => where)).toEqual([]);
});
