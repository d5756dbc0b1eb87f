import { expect, test } from 'vitest';
import type { ModelCard } from '../../../../shared/modelCard.ts';
import { benchTable, type LayerResult } from '../../../../main/hosts/terminal/benchReport.ts';

const times = { forward: 5, backbone: 5, explain: 3000, classSwitch: NaN, coalition: 1 };
const slow: LayerResult = {
  ...{ layer: 'relu', head: 'non-linear', method: 'score-cam', params: { channels: 64 } },
  ...{ ms: times, ratios: { ...times, explain: 600 }, coalitions: null, warmUps: 0, runs: 3 },
};
const quick: LayerResult = { ...slow, method: 'lift-cam', params: {}, warmUps: 10, runs: 100 };
const card = { name: 'small', provider: 'cpu' } as ModelCard;

test('the table says how often it was run, with what, and why so seldom', () => {
  const text = benchTable([quick, slow], { version: '1.0.0', threads: 2, card });
  const rows = text.split('\n').map((line) => line.split('│').map((cell) => cell.trim()));
  const head = rows.find((row) => row.includes('Runs')) ?? [];
  const cellsOf = (method: string) =>
    ['Warm-ups', 'Runs'].map((name) => rows.find((row) => row.includes(method))?.[head.indexOf(name)]);
  expect(cellsOf('lift-cam')).toEqual(['10', '100']);
  expect(cellsOf('score-cam')).toEqual(['0', '3']);
  expect(text).toMatch(/more than 2 s every run counts, also the first, and there are at most 3/);
  expect(text).toMatch(/model small, provider cpu, threads 2, ONNX Runtime \d/);
  expect(text).toContain('Parameters of methods: score-cam.channels=64.');
  expect(benchTable([quick], { version: '1.0.0', threads: null, card })).not.toMatch(/more than 2 s/);
});
