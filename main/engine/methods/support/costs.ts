import type { Cost } from '../method.ts';

/** A pass through the head and one back. */
export const backwardPass: Cost = { head: 3, model: 0 };

/** The head on all channels and on none. */
export const endpointPasses: Cost = { head: 2, model: 0 };
