import { expect, test } from 'vitest';
import { exportedMapWords } from '../../../../renderer/screens/toolbar/exportWords.ts';
import { explanation } from '../../support/explanation.ts';

test('a figure’s map is named, and told from a picture of a channel that lies on the photo', () => {
  const cat = { index: 282, label: 'tiger cat', logit: 8, probability: 0.4 };
  const shown = explanation({ target: { class: cat, versus: null } });
  expect(exportedMapWords(shown, null)).toBe('The heatmap is the saliency map of tiger cat.');
  expect(exportedMapWords(shown, { kind: 'contribution', channel: 7 })).toBe(
    'The heatmap is the saliency map of tiger cat, not the contribution of channel 7 that lies on the photo now.',
  );
});
