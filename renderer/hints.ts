/** What a first start is told, in this order: one thing to try each. */
export const HINTS = [
  {
    id: 'channels',
    words: 'Click a bar to switch its channel off: the map, v(S) and the probability follow at once.',
  },
  {
    id: 'versus',
    words:
      'Choose a class under Versus to hold one class against another: the map shows what tells them apart.',
  },
  {
    id: 'badge',
    words:
      'The badge beside Evidence says whether the weights add up to the score; press it to see by how much.',
  },
  {
    id: 'terms',
    words: 'Words with a dotted line are explained where they stand; the question mark opens all of them.',
  },
  {
    id: 'own',
    words: 'Open your own folder of photos and your own ONNX model at the left of the toolbar.',
  },
] as const;

export type HintId = (typeof HINTS)[number]['id'];
