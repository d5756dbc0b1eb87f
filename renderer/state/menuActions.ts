import type { MenuAction } from '../../shared/menu.ts';
import { exportExplainer } from './exportExplainer.ts';
import { TEXT_FIELDS } from './textFields.ts';
import type { Workbench } from './workbench.svelte.ts';

/** What was typed is undone in the text field that has the focus; elsewhere, the last edit of the channels. */
function edit(command: 'undo' | 'redo'): (workbench: Workbench) => void {
  return ({ channels }) => {
    // Deprecated, but nothing else reaches a field's own history.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (document.activeElement?.matches(TEXT_FIELDS) === true) document.execCommand(command);
    else channels[command]();
  };
}

/** What each entry of the application's menu does in the window. */
export const menuActions: Readonly<Record<MenuAction, (workbench: Workbench) => void>> = {
  'open-folder': ({ opener }) => void opener.pickFolder(),
  'open-model': ({ opener }) => void opener.pickModel(),
  export: ({ exporter, explanations }) => (exporter.formOpen = explanations.current !== null),
  'export-explainer': (workbench) => {
    workbench.exporter.formOpen = workbench.explanations.current !== null;
    void exportExplainer(workbench);
  },
  undo: edit('undo'),
  redo: edit('redo'),
  'tab-channels': (workbench) => (workbench.tab = 'channels'),
  'tab-curves': (workbench) => (workbench.tab = 'curves'),
  'tab-compare': (workbench) => (workbench.tab = 'compare'),
  'tab-truth': (workbench) => (workbench.tab = 'truth'),
  'theme-system': ({ theme }) => theme.choose('system'),
  'theme-light': ({ theme }) => theme.choose('light'),
  'theme-dark': ({ theme }) => theme.choose('dark'),
  shortcuts: ({ dialogs }) => dialogs.show('shortcuts'),
  glossary: ({ dialogs }) => dialogs.show('glossary'),
  hints: ({ hints }) => hints.showAgain(),
  about: ({ dialogs }) => dialogs.show('about'),
};
