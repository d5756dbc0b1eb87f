import { afterEach, expect, test, vi } from 'vitest';
import { keyName } from '../../../renderer/components/keyName.ts';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['MacIntel', 'Ctrl', '⌘'],
  ['MacIntel', 'Shift', 'Shift'],
  ['Linux x86_64', 'Ctrl', 'Ctrl'],
])('on %s, %s is %s', (platform, key, name) => {
  vi.stubGlobal('navigator', { platform });
  expect(keyName(key)).toBe(name);
});
