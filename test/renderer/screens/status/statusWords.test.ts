import { expect, test } from 'vitest';
import { providerWords, timeWords } from '../../../../renderer/screens/status/statusWords.ts';

const cpu = { id: 'cpu', usable: true, reason: null } as const;
const cuda = { id: 'cuda', usable: false, reason: 'There is no NVIDIA driver.' } as const;

test('the provider in use is named, and of those that are not usable how many', () => {
  expect(providerWords({ provider: 'cpu', providers: [cuda, cpu] })).toBe('CPU, 1 other provider not usable');
  expect(providerWords({ provider: 'cpu', providers: [cpu] })).toBe('CPU');
});

test('the times of an explanation, or that a step was held from before', () => {
  expect(timeWords({ decode: 3, forward: 12.4, explain: 0.26 })).toBe('forward 12 ms · explain 0.3 ms');
  expect(timeWords({ decode: 0, forward: 0, explain: 4 })).toBe('forward held · explain 4.0 ms');
});
