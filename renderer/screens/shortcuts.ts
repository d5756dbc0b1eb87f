import type { Workbench } from '../state/workbench.svelte.ts';

type Act = (workbench: Workbench) => void;

interface Shortcut {
  /** As the list shows it. */
  readonly keys: readonly string[];
  readonly what: string;
  readonly matches: (event: KeyboardEvent) => boolean;
  readonly act: Act | 'help';
}

const command = (event: KeyboardEvent) => event.ctrlKey || event.metaKey;
const plain = (key: string) => (event: KeyboardEvent) =>
  event.key === key && !command(event) && !event.altKey;

function step(offset: number): Act {
  return (workbench) => {
    const image = workbench.gallery.neighbour(offset);
    if (image !== null) workbench.selectImage(image);
  };
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
  {
    keys: ['1'],
    what: 'Channels tab',
    matches: plain('1'),
    act: (workbench) => (workbench.tab = 'channels'),
  },
  { keys: ['2'], what: 'Curves tab', matches: plain('2'), act: (workbench) => (workbench.tab = 'curves') },
  { keys: ['3'], what: 'Compare tab', matches: plain('3'), act: (workbench) => (workbench.tab = 'compare') },
  {
    keys: ['Ctrl', 'Z'],
    what: 'Undo the last channel edit',
    matches: (event) => command(event) && !event.shiftKey && event.key.toLowerCase() === 'z',
    act: ({ channels }) => channels.undo(),
  },
  {
    keys: ['Ctrl', 'Shift', 'Z'],
    what: 'Redo it',
    matches: (event) => command(event) && event.shiftKey && event.key.toLowerCase() === 'z',
    act: ({ channels }) => channels.redo(),
  },
  { keys: ['?'], what: 'This list', matches: plain('?'), act: 'help' },
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
  { where: 'Bars', keys: ['Left', 'Right'], what: 'Go from channel to channel' },
  { where: 'Bars, table', keys: ['Space'], what: 'Switch the channel off or on' },
  { where: 'Table', keys: ['Up', 'Down'], what: 'Go from channel to channel' },
];

/** What a key press asks for, or null: typing into a field or an open list is never a shortcut. */
export function shortcutFor(event: KeyboardEvent): Act | 'help' | null {
  if (event.defaultPrevented || hearsLetters(event.target)) return null;
  return SHORTCUTS.find((shortcut) => shortcut.matches(event))?.act ?? null;
}

/** Text fields, and lists in which letters jump to an entry. */
function hearsLetters(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('.popover, [role="combobox"]')) return true;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio'].includes(target.type);
  return target instanceof HTMLTextAreaElement;
}
