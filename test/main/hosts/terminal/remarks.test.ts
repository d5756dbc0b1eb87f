import { expect, test } from 'vitest';
import { remarkLines, remarksOn } from '../../../../main/hosts/terminal/remarks.ts';

test('sentences of one subject that differ in their numbers alone are counted together', () => {
  const remarks = [
    { subject: 'LIME-CAM', place: 'a.png', text: 'Fitted to 64 coalitions.' },
    { subject: 'LIFT-CAM', place: 'a.png', text: 'The terms add up to 1.2e+3 times the difference.' },
    { subject: 'LIFT-CAM', place: 'b.png', text: 'The terms add up to 7 times the difference.' },
    { subject: 'LIFT-CAM', place: 'b.png', text: 'The map is empty.' },
  ];
  expect(remarkLines(remarks, 'images', () => 3)).toEqual([
    'LIME-CAM, 1 of 3 images (first a.png): Fitted to 64 coalitions.',
    'LIFT-CAM, 2 of 3 images (first a.png, whose numbers these are): The terms add up to 1.2e+3 times the difference.',
    'LIFT-CAM, 1 of 3 images (first b.png): The map is empty.',
  ]);
});

test('of a single result nothing is counted', () => {
  const remark = { subject: 'cam', place: 'a.png', text: 'failed: no.' };
  expect(remarkLines([remark], 'images', () => 1)).toEqual(['cam, a.png: failed: no.']);
});

test('weights that break the law are doubted, as warnings are; a note is none', () => {
  expect(remarksOn({ accurate: false, warnings: ['Flat.'], note: 'Closed form.' })).toEqual([
    expect.stringMatching(/^⚠ .*not locally accurate/),
    '⚠ Flat.',
    'Closed form.',
  ]);
  expect(remarksOn({ accurate: null, warnings: [], note: null })).toEqual([]);
});
