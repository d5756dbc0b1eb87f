import * as z from 'zod';

/** What the application's menu asks the window to do. */
export const menuActionSchema = z.enum([
  'open-folder',
  'open-model',
  'export',
  'export-explainer',
  'undo',
  'redo',
  'tab-channels',
  'tab-curves',
  'tab-compare',
  'tab-truth',
  'theme-system',
  'theme-light',
  'theme-dark',
  'shortcuts',
  'glossary',
  'hints',
  'about',
]);
export type MenuAction = z.infer<typeof menuActionSchema>;
