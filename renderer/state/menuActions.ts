import type { MenuAction } from '../../shared/menu.ts';
import { exportExplainer } from './exportExplainer.ts';
import type { Workbench } from './workbench.svelte.ts';

/** What each entry of the application's menu does in the window. */
export const menuActions: Readonly<Record<MenuAction, (workbench: Workbench) => void>> = {
  'open-folder': ({ opener }) => void opener.pickFolder(),
  'open-model': ({ opener }) => void opener.pickModel(),
  export: ({ exporter, explanations }) => (exporter.formOpen = explanations.current !== null),
  'export-explainer': (workbench) => {
    workbench.exporter.formOpen = workbench.explanations.current !== null;
    void exportExplainer(workbench);
  },
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
