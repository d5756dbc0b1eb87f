import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';

/** y = x. */
export const Identity: LinearRule = {
  op: 'Identity',
  opset: [14, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (_tape, dy) => dy,
};
