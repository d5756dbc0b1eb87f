import { describe, expect, it } from 'vitest';
import { SHORTCUTS, type Press } from '../../../../renderer/screens/help/shortcuts.ts';

/** The key press that a row of the list tells of. */
function pressOf(keys: readonly string[]): Press {
  const last = keys.at(-1) ?? '';
  return {
    key: last.toLowerCase(),
    ctrlKey: keys.includes('Ctrl'),
    metaKey: false,
    altKey: false,
    shiftKey: keys.includes('Shift') || last === '?',
  };
}

describe('the list of shortcuts', () => {
  it.each(SHORTCUTS.map(({ keys, what }) => [keys.join('+'), what, keys] as const))(
    '%s does what its row says: %s',
    (_name, what, keys) => {
      const heard = SHORTCUTS.filter(({ matches }) => matches(pressOf(keys)));
      expect(heard.map((shortcut) => shortcut.what)).toEqual([what]);
    },
  );

  it('takes the command key for Ctrl', () => {
    const undo = SHORTCUTS.find(({ what }) => what.startsWith('Undo'));
    expect(undo?.matches({ ...pressOf(['Z']), metaKey: true })).toBe(true);
  });

  it('leaves presses with Alt to the system', () => {
    for (const { keys, matches } of SHORTCUTS)
      expect(matches({ ...pressOf(keys), altKey: true })).toBe(false);
  });
});
