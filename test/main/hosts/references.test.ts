import { expect, it } from 'vitest';
import { methods } from '../../../main/engine/methods/index.ts';
import { metrics } from '../../../main/engine/metrics/index.ts';
import { isReference } from '../../../main/hosts/references.ts';
import { GLOSSARY, type GlossaryEntry } from '../../../renderer/glossary.ts';

const entries: readonly GlossaryEntry[] = Object.values(GLOSSARY);
const addresses = [
  ...[...methods, ...metrics].map(({ paper }) => paper.url),
  ...entries.flatMap(({ reference }) => (reference ? [reference.url] : [])),
];

it.each([...new Set(addresses)])('lets the page have %s opened', (address) => {
  expect(isReference(address)).toBe(true);
});

it.each([
  'https://example.org/',
  'http://arxiv.org/abs/2102.05228',
  'file:///etc/passwd',
  'javascript:alert(1)',
])('does not open %s', (address) => {
  expect(isReference(address)).toBe(false);
});
