import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../../support/repository.ts';

const css = readFileSync(join(repository, 'renderer', 'styles', 'tokens.css'), 'utf8');
const [usual = '', stronger = ''] = css.split('@media (prefers-contrast: more)');

/** The tokens of the blocks that begin so, as a cascade. */
function tokensOf(text: string, theme: string): Record<string, string> {
  const blocks = [...text.matchAll(/([^{}]*)\{([^{}]*)\}/g)].filter(
    ([, selectors = '']) => selectors.includes(`'${theme}'`) || /(^|\s|,):root\s*(,|$)/.test(selectors),
  );
  const named = blocks.flatMap(([, , body = '']) => [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)]);
  return Object.fromEntries(named.map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance of #rrggbb (WCAG 2). */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const GROUNDS = ['window', 'panel', 'raised', 'control-face', 'hover', 'accent-wash'];
const TEXTS = ['text', 'text-secondary', 'text-faint', 'accent', 'good', 'warning', 'error'];

test('there are tokens for more contrast', () => {
  expect(stronger).not.toBe('');
});

describe.each([
  ['light', tokensOf(usual, 'light')],
  ['dark', tokensOf(usual, 'dark')],
  ['light, more contrast', { ...tokensOf(usual, 'light'), ...tokensOf(stronger, 'light') }],
  ['dark, more contrast', { ...tokensOf(usual, 'dark'), ...tokensOf(stronger, 'dark') }],
])('%s', (_name, tokens) => {
  const of = (name: string) => {
    const value = tokens[name] ?? '';
    return tokens[/^var\(--([\w-]+)\)$/.exec(value)?.[1] ?? ''] ?? value;
  };

  test.each(TEXTS)('%s is read on every ground', (text) => {
    for (const ground of GROUNDS) expect(contrast(of(text), of(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['ring', 'line-strong', 'evidence-for', 'evidence-against'])(
    '%s is seen on every ground',
    (mark) => {
      for (const ground of GROUNDS) expect(contrast(of(mark), of(ground)), ground).toBeGreaterThanOrEqual(3);
    },
  );

  test.each([
    ['on-accent', 'accent'],
    ['warning', 'warning-wash'],
    ['error', 'error-wash'],
    ['text', 'warning-wash'],
    ['on-surround', 'surround'],
    ['on-surround', 'surround-edge'],
  ])('%s is read on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test('around the photo a ring is seen, and what is said there is read', () => {
    for (const ground of ['surround', 'surround-edge'])
      expect(contrast(of('surround-ring'), of(ground)), ground).toBeGreaterThanOrEqual(3);
    for (const text of ['surround-secondary', 'surround-error'])
      expect(contrast(of(text), of('surround')), text).toBeGreaterThanOrEqual(4.5);
  });
});
