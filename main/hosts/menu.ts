import { basename, dirname } from 'node:path';
import { Menu, type MenuItemConstructorOptions as Item } from 'electron';
import type { MenuAction } from '../../shared/menu.ts';
import type { RecentKind } from './sessionStore.ts';

/** What the menu sets off. */
export interface MenuHandlers {
  /** Asks the window to do something. */
  act(action: MenuAction): void;
  openRecent(kind: RecentKind, path: string): void;
  clearRecent(): void;
}

/** @param recent opened paths, the latest last */
export function installMenu(recent: (kind: RecentKind) => readonly string[], handlers: MenuHandlers): void {
  const item = (label: string, action: MenuAction, accelerator?: string): Item => ({
    label,
    click: () => {
      handlers.act(action);
    },
    ...(accelerator !== undefined && { accelerator }),
  });
  const isMac = process.platform === 'darwin';
  const file: Item[] = [
    item('Open folder…', 'open-folder', 'CmdOrCtrl+O'),
    item('Open model…', 'open-model', 'CmdOrCtrl+Shift+O'),
    { label: 'Open recent', submenu: recentItems(recent, handlers) },
    { type: 'separator' },
    item('Export figure…', 'export', 'CmdOrCtrl+E'),
    item('Export explainer…', 'export-explainer'),
    { type: 'separator' },
    { role: isMac ? 'close' : 'quit' },
  ];
  // The page hears these keys itself, and what a text field does with them comes first there.
  const unregistered = { registerAccelerator: false };
  const edit: Item[] = [
    { ...item('Undo', 'undo', 'CmdOrCtrl+Z'), ...unregistered },
    { ...item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'), ...unregistered },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
  const view: Item[] = [
    item('Channels', 'tab-channels'),
    item('Curves', 'tab-curves'),
    item('Compare', 'tab-compare'),
    item('Ground truth', 'tab-truth'),
    { type: 'separator' },
    {
      label: 'Theme',
      submenu: [
        item('As the system', 'theme-system'),
        item('Light', 'theme-light'),
        item('Dark', 'theme-dark'),
      ],
    },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  const help: Item[] = [
    item('Keyboard shortcuts', 'shortcuts'),
    item('Glossary', 'glossary'),
    item('Show hints again', 'hints'),
    item('About', 'about'),
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } as const] : []),
      { label: 'File', submenu: file },
      { label: 'Edit', submenu: edit },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
      { role: 'help', submenu: help },
    ]),
  );
}

function recentItems(recent: (kind: RecentKind) => readonly string[], handlers: MenuHandlers): Item[] {
  const itemsOf = (kind: RecentKind): Item[] =>
    [...recent(kind)].reverse().map((path) => ({
      // An ampersand would mark the next letter as its key.
      label: `${basename(path)} (${dirname(path)})`.replaceAll('&', '&&'),
      click: () => {
        handlers.openRecent(kind, path);
      },
    }));
  const lists = [itemsOf('folders'), itemsOf('models')].filter((items) => items.length > 0);
  if (lists.length === 0) return [{ label: 'Nothing yet', enabled: false }];
  return [
    ...lists.flatMap((items) => [...items, { type: 'separator' } as const]),
    {
      label: 'Clear recent',
      click: () => {
        handlers.clearRecent();
      },
    },
  ];
}
