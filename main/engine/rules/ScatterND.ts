import { scattered } from './support/scattered.ts';

/** y = data, with elements or slices at constant positions replaced by updates, or added to. */
export const ScatterND = scattered('ScatterND', 'GatherND', () => ({}));
