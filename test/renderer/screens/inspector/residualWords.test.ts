import { describe, expect, it } from 'vitest';
import { residualWords } from '../../../../renderer/screens/inspector/residualWords.ts';

describe('residualWords', () => {
  it('calls nothing exact that does not add up', () => {
    const words = residualWords({ exact: true, accurate: false, residual: -0.25 });
    expect(words).toMatchObject({ tone: 'warning', text: 'residual −0.250' });
  });

  it('tells the four cases apart', () => {
    const texts = [
      residualWords({ exact: true, accurate: true, residual: 0 }),
      residualWords({ exact: false, accurate: true, residual: 1e-6 }),
      residualWords({ exact: false, accurate: null, residual: null }),
    ].map(({ tone, text }) => [tone, text]);
    expect(texts).toEqual([
      ['good', 'exact'],
      ['good', 'locally accurate'],
      ['plain', 'no sum rule'],
    ]);
  });
});
