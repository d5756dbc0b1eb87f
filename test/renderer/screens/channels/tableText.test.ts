import { expect, it } from 'vitest';
import { tableText } from '../../../../renderer/screens/channels/tableText.ts';

const facts = {
  channels: [1, 0],
  alpha: Float32Array.of(0.1, -2),
  absent: new Set([0]),
  share: (weight: number) => weight / 4,
  truth: null,
};
const rows = (text: string) => text.split('\n').map((line) => line.split('\t'));

it('is a line for each channel, in order, with every digit of the weights', () => {
  const [header, first, second, end] = rows(tableText(facts));
  expect(header).toEqual(['channel', 'alpha', 'share of evidence', 'state']);
  expect(first).toEqual(['1', '-2', '-0.5', 'present']);
  expect(second?.slice(0, 1)).toEqual(['0']);
  expect(Math.fround(Number(second?.[1]))).toBe(facts.alpha[0]);
  expect(second?.[3]).toBe('switched off');
  expect(end).toEqual(['']);
});

it('leaves shares empty that are none, and adds Shapley values and errors where they are known', () => {
  const truth = { alpha: Float32Array.of(0.5, 1), errors: Float32Array.of(0.25, 0.125) };
  const [header, first] = rows(tableText({ ...facts, share: () => null, truth }));
  expect(header?.slice(4)).toEqual(['Shapley value', 'standard error']);
  expect(first).toEqual(['1', '-2', '', 'present', '1', '0.125']);
  expect(rows(tableText({ ...facts, truth: { ...truth, errors: null } }))[1]?.length).toBe(5);
});
