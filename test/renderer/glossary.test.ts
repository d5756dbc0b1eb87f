import { describe, expect, it } from 'vitest';
import { metrics } from '../../main/engine/metrics/index.ts';
import { GLOSSARY, isTerm, type GlossaryEntry } from '../../renderer/glossary.ts';

const entries: readonly GlossaryEntry[] = Object.values(GLOSSARY);

describe('the glossary', () => {
  it('says each term once', () => {
    expect(new Set(entries.map(({ term }) => term)).size).toBe(entries.length);
  });

  it.each(metrics.map(({ id }) => id))('explains the metric %s', (id) => {
    expect(isTerm(id)).toBe(true);
  });

  it.each(entries.map((entry) => [entry.term, entry] as const))(
    '%s: one or two sentences',
    (_term, entry) => {
      expect(entry.definition).toMatch(/\.$/);
      const sentences = entry.definition.split(/\. |\.$/).filter((sentence) => sentence !== '');
      expect(sentences.length).toBeLessThanOrEqual(2);
    },
  );
});
