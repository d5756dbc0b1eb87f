import { expect, it } from 'vitest';
import { KeptEdits } from '../../../renderer/state/channelEdits.ts';
import { edit, keptOnly, toggled, UNTOUCHED } from '../../../renderer/state/channelSelection.ts';

const place = (index: number) => ({
  model: 'model',
  layer: 'conv',
  image: `folder/${String(index)}.png`,
});

it('keeps all steps of a layer of 4096 channels', () => {
  let history = edit(UNTOUCHED, keptOnly([0], 4096));
  for (let channel = 1; channel < 250; channel += 1)
    history = edit(history, toggled(history.absent, [channel]));
  const kept = new KeptEdits();
  kept.keep(place(0), { history, selected: 1, marked: [1] });
  expect(kept.at(place(0)).history).toBe(history);
});

it('keeps a little of thousands of photos, and forgets the ones left longest ago first', () => {
  const kept = new KeptEdits();
  const little = { history: edit(UNTOUCHED, new Set([1, 2])), selected: 2, marked: [1, 2] };
  for (let index = 0; index < 5000; index += 1) kept.keep(place(index), little);
  expect(kept.at(place(0))).toBe(little);
  const much = { ...little, history: edit(UNTOUCHED, keptOnly([], 4096)) };
  for (let index = 1; index < 250; index += 1) kept.keep(place(index), much);
  expect(kept.at(place(1)).history).toBe(UNTOUCHED);
  expect(kept.at(place(249))).toBe(much);
});
