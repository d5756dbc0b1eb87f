import { expect, test } from 'vitest';
import { protocolNotes } from '../../../../../main/hosts/terminal/comparison/protocolNotes.ts';

const measured = (method: string, value: number | null, residual: string) => ({
  method,
  measurements: { completeness: { value, parts: {}, protocol: { score: 'logit', residual }, note: null } },
});

test('a metric that is measured alike for all methods has one sentence', () => {
  const image = { methods: [measured('lift-cam', 0, 'of alpha'), measured('shap-cam', 1, 'of alpha')] };
  expect(protocolNotes('completeness', [image, image])).toEqual([
    'Residual: Completeness residual; score logit, residual of alpha.',
  ]);
});

test('otherwise each way names its methods; one that is not measured has no say', () => {
  const methods = [
    measured('grad-cam', null, 'of nothing'),
    measured('lift-cam', 0, 'of alpha'),
    measured('lift-element', 0, 'of the map'),
    measured('shap-cam', 0, 'of alpha'),
  ];
  expect(protocolNotes('completeness', [{ methods }])).toEqual([
    'Residual of LIFT-CAM, SHAP-CAM: Completeness residual; score logit, residual of alpha.',
    'Residual of LIFT, element by element: Completeness residual; score logit, residual of the map.',
  ]);
  expect(protocolNotes('completeness', [{ methods: methods.slice(0, 1) }])).toHaveLength(1);
  expect(protocolNotes('completeness', [{ methods: [] }])).toEqual([]);
});
