import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOCAL_KEYS, SHORTCUTS, type Press } from '../../../../renderer/screens/help/shortcuts.ts';
import { Shortcuts } from '../../../../renderer/state/shortcuts.svelte.ts';
import { repository } from '../../../support/repository.ts';

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

  it('hears letters also with Caps Lock, and another key with Shift', () => {
    const next = SHORTCUTS.find(({ what }) => what === 'Next photo');
    expect(next?.matches({ ...pressOf(['J']), key: 'J' })).toBe(true);
    expect(next?.matches({ ...pressOf(['J']), key: 'J', shiftKey: true })).toBe(false);
  });

  it('hears only keys with Ctrl once single ones are switched off', () => {
    const heard = new Shortcuts();
    expect(SHORTCUTS.every(({ keys }) => heard.hears(keys))).toBe(true);
    heard.singleKeys = false;
    const left = SHORTCUTS.filter(({ keys }) => heard.hears(keys));
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ keys }) => keys.includes('Ctrl'))).toBe(true);
    expect(SHORTCUTS.every(({ keys }) => heard.hears(keys) || keys.length === 1)).toBe(true);
  });

  it('leaves presses with Alt to the system', () => {
    for (const { keys, matches } of SHORTCUTS)
      expect(matches({ ...pressOf(keys), altKey: true })).toBe(false);
  });
});

it('the tooltip of an icon button names its shortcut, and no key that is not listed', () => {
  const folder = join(repository, 'renderer');
  const shown = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(/<IconButton[^>]*?\skeys=\{[^[}]*\[([^\]]+)\]/g),
    ])
    .map(([, keys = '']) => keys.replaceAll(/['\s]/g, '').replaceAll(',', '+'));
  expect(shown.sort()).toEqual(['Ctrl+Shift+Z', 'Ctrl+Z', 'M', 'P', '+', '0', '−'].sort());
  const listed = [...SHORTCUTS.map(({ keys }) => keys.join('+')), ...LOCAL_KEYS.flatMap(({ keys }) => keys)];
  expect(shown.filter((keys) => !listed.includes(keys))).toEqual([]);
});
