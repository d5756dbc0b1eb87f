import type { Shortcuts } from '../../state/shortcuts.svelte.ts';
import { TEXT_FIELDS } from '../../state/textFields.ts';
import type { Tab } from '../../state/tabs.ts';
import type { Workbench } from '../../state/workbench.svelte.ts';

type Act = (workbench: Workbench) => void;

/** What tells one key press from another. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

interface Shortcut {
  /** As the list shows it. */
  readonly keys: readonly string[];
  readonly what: string;
  readonly matches: (event: Press) => boolean;
  readonly act: Act;
}

const command = (event: Press) => event.ctrlKey || event.metaKey;
/** Caps Lock changes no letter; other keys may need Shift, as on keyboards whose digits do. */
const plain = (key: string) => (event: Press) =>
  event.key.toLowerCase() === key &&
  !(event.shiftKey && /[a-z]/.test(key)) &&
  !command(event) &&
  !event.altKey;
const withCommand = (key: string, shift: boolean) => (event: Press) =>
  command(event) && !event.altKey && event.shiftKey === shift && event.key.toLowerCase() === key;

function step(offset: number): Act {
  return (workbench) => {
    const image = workbench.gallery.neighbour(offset);
    if (image !== null) workbench.selectImage(image);
  };
}

/** Presses the control that declares these keys, so that they do what it does, and nothing where it is disabled. */
function press(keys: string): Act {
  return () => document.querySelector<HTMLElement>(`[aria-keyshortcuts="${keys}"]`)?.click();
}

function tab(keys: string, value: Tab, title: string): Shortcut {
  const act: Act = (workbench) => (workbench.tab = value);
  return { keys: [keys], what: `${title} tab`, matches: plain(keys), act };
}

/** Shortcuts that work everywhere but where text is typed. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['J'], what: 'Next photo', matches: plain('j'), act: step(1) },
  { keys: ['K'], what: 'Previous photo', matches: plain('k'), act: step(-1) },
  {
    keys: ['S'],
    what: 'Signed map or ReLU',
    matches: plain('s'),
    act: ({ view }) => (view.signed = !view.signed),
  },
  {
    keys: ['M'],
    what: 'What the model saw',
    matches: plain('m'),
    act: (workbench) => workbench.showModelView(!workbench.view.modelView),
  },
  {
    keys: ['['],
    what: 'Less heatmap, more photo',
    matches: plain('['),
    act: ({ view }) => (view.opacity = Math.max(0, Math.round(view.opacity * 10 - 1) / 10)),
  },
  {
    keys: [']'],
    what: 'More heatmap, less photo',
    matches: plain(']'),
    act: ({ view }) => (view.opacity = Math.min(1, Math.round(view.opacity * 10 + 1) / 10)),
  },
  tab('1', 'channels', 'Channels'),
  tab('2', 'curves', 'Curves'),
  tab('3', 'compare', 'Compare'),
  tab('4', 'truth', 'Ground truth'),
  { keys: ['L'], what: 'Choose the layer', matches: plain('l'), act: press('L') },
  { keys: ['C'], what: 'Choose the class', matches: plain('c'), act: press('C') },
  { keys: ['V'], what: 'Choose the class to hold it against', matches: plain('v'), act: press('V') },
  { keys: ['E'], what: 'Choose the method', matches: plain('e'), act: press('E') },
  {
    keys: ['P'],
    what: 'Pin the channel, or unpin it',
    matches: plain('p'),
    act: ({ channelView, pinned }) => {
      if (channelView.channel !== null) pinned.toggle(channelView.channel);
    },
  },
  { keys: ['Ctrl', 'O'], what: 'Open a folder', matches: withCommand('o', false), act: press('Control+O') },
  {
    keys: ['Ctrl', 'Shift', 'O'],
    what: 'Open a model',
    matches: withCommand('o', true),
    act: press('Control+Shift+O'),
  },
  { keys: ['Ctrl', 'E'], what: 'Export', matches: withCommand('e', false), act: press('Control+E') },
  {
    keys: ['Ctrl', 'Z'],
    what: 'Undo the last channel edit',
    matches: withCommand('z', false),
    act: ({ channels }) => channels.undo(),
  },
  {
    keys: ['Ctrl', 'Shift', 'Z'],
    what: 'Redo it',
    matches: withCommand('z', true),
    act: ({ channels }) => channels.redo(),
  },
  { keys: ['?'], what: 'This list', matches: plain('?'), act: ({ dialogs }) => dialogs.show('shortcuts') },
];

/** Keys that a part of the window understands while it has the focus; listed for the person only. */
export const LOCAL_KEYS: readonly {
  readonly where: string;
  readonly keys: readonly string[];
  readonly what: string;
}[] = [
  { where: 'Photos', keys: ['Up', 'Down', 'Home', 'End'], what: 'Choose a photo' },
  { where: 'Viewer', keys: ['+', '−', '0'], what: 'Zoom in, zoom out, fit' },
  { where: 'Viewer', keys: ['Arrows'], what: 'Move the read-out; with Shift, the photo' },
  { where: 'Bars', keys: ['Left', 'Right'], what: 'Go from channel to channel; with Shift, choose several' },
  { where: 'Bars, table', keys: ['Space'], what: 'Switch the channel off or on' },
  { where: 'Table', keys: ['Up', 'Down'], what: 'Go from channel to channel' },
];

/** What a key press asks for, or null: typing into a field or an open list is never a shortcut. */
export function shortcutFor(event: KeyboardEvent, heard: Shortcuts): Act | null {
  if (event.defaultPrevented || hearsLetters(event.target)) return null;
  return SHORTCUTS.find(({ keys, matches }) => matches(event) && heard.hears(keys))?.act ?? null;
}

/** Text fields, and lists, also closed ones, in which letters jump to an entry. */
const HEARS_LETTERS = `.popover, select, [role="combobox"], ${TEXT_FIELDS}`;

function hearsLetters(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(HEARS_LETTERS) !== null;
}
