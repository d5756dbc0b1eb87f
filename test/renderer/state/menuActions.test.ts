import { afterEach, expect, it, vi } from 'vitest';
import { menuActions } from '../../../renderer/state/menuActions.ts';
import { TEXT_FIELDS } from '../../../renderer/state/textFields.ts';
import type { Workbench } from '../../../renderer/state/workbench.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

/** What Undo and then Redo do while an element has the focus that is a text field, or is none. */
function done(isTextField: boolean): string[] {
  const acts: string[] = [];
  const note = (name: string) => () => acts.push(name);
  vi.stubGlobal('document', {
    activeElement: { matches: (selector: string) => selector === TEXT_FIELDS && isTextField },
    execCommand: (command: string) => acts.push(`typed text: ${command}`),
  });
  const workbench = { channels: { undo: note('undo'), redo: note('redo') } } as unknown as Workbench;
  menuActions.undo(workbench);
  menuActions.redo(workbench);
  return acts;
}

it('undoes what was typed in the field that has the focus, and otherwise the last edit of the channels', () => {
  expect(done(true)).toEqual(['typed text: undo', 'typed text: redo']);
  expect(done(false)).toEqual(['undo', 'redo']);
});
