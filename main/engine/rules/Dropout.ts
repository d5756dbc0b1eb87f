import { NEWEST, type LinearRule } from './support/rule.ts';

/** y = x: explaining is inference. */
export const Dropout: LinearRule = {
  op: 'Dropout',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (_tape, dy) => dy,
};
