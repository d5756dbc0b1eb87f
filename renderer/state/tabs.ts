/** The tabs below the viewer, in their order. */
export const TABS = ['channels', 'curves', 'compare', 'truth'] as const;
export type Tab = (typeof TABS)[number];
