import type { Locator, Page } from 'playwright-core';

/** What can be opened above the window: how, and what then shows. */
export interface Opening {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
  readonly shows: (page: Page) => Locator;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

function fromHelp(name: string, item: string): Opening {
  return {
    name,
    async open(page) {
      await button(page, 'Help').click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    shows: (page) => page.getByRole('dialog').getByRole('heading', { level: 2 }),
  };
}

/** Everything that opens while a photo is explained and the Channels tab is on show; Escape closes each. */
export const POPOVERS: readonly Opening[] = [
  ...['Layer', 'Class', 'Versus', 'Method'].map((name) => ({
    name: name.toLowerCase(),
    open: (page: Page) => button(page, new RegExp(`^${name} .`)).click(),
    shows: (page: Page) => page.getByPlaceholder('Search', { exact: true }),
  })),
  {
    name: 'nothing-matches',
    async open(page) {
      await button(page, /^Method ./).click();
      await page.keyboard.type('nothing like it');
    },
    shows: (page) => page.getByText('Nothing matches “nothing like it”'),
  },
  {
    name: 'sorting',
    open: (page) => button(page, /^Sort photos/).click(),
    shows: (page) => page.getByRole('menuitemradio', { name: 'Predicted class' }),
  },
  {
    name: 'folders',
    open: (page) => button(page, 'Open folder').click(),
    shows: (page) => page.getByRole('list', { name: 'Opened folders' }),
  },
  {
    name: 'work',
    open: (page) => button(page, /^Running work/).click(),
    shows: (page) => page.getByRole('heading', { name: 'Running work' }),
  },
  {
    name: 'models',
    open: (page) => button(page, 'Open model').click(),
    shows: (page) => page.getByRole('list', { name: 'Opened models' }),
  },
  {
    name: 'model-settings',
    open: (page) => button(page, 'Model settings').click(),
    shows: (page) => page.getByRole('img', { name: 'Input of the model' }),
  },
  {
    name: 'providers',
    open: (page) => button(page, /^Provider/).click(),
    shows: (page) => page.getByText('In use.'),
  },
  {
    name: 'export',
    open: (page) => button(page, 'Export').click(),
    shows: (page) => page.getByRole('form', { name: 'Export figure' }),
  },
  {
    name: 'theme',
    open: (page) => button(page, 'Theme').click(),
    shows: (page) => page.getByRole('menuitemradio', { name: 'Dark' }),
  },
  {
    name: 'help',
    open: (page) => button(page, 'Help').click(),
    shows: (page) => page.getByRole('menuitem', { name: 'About' }),
  },
  {
    name: 'colour-maps',
    open: (page) => page.getByLabel(/^Colour map/).click(),
    shows: (page) => page.getByRole('option', { name: 'cividis' }),
  },
  {
    name: 'completeness',
    open: (page) => button(page, /^Completeness/).click(),
    shows: (page) => page.getByText('Locally accurate means'),
  },
  {
    name: 'term',
    open: (page) => button(page, 'v(S), model').click(),
    shows: (page) => page.getByRole('dialog', { name: 'v(S)' }),
  },
  {
    name: 'why-they-differ',
    open: (page) => button(page, 'Why they differ').click(),
    shows: (page) => page.locator('.popover .words'),
  },
  fromHelp('shortcuts', 'Keyboard shortcuts'),
  fromHelp('glossary', 'Glossary'),
  fromHelp('about', 'About'),
];
