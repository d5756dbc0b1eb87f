import { intAttribute } from '../onnx/ir.ts';
import { scattered } from './support/scattered.ts';

/** y = data, with elements at constant positions of an axis replaced by updates, or added to. */
export const ScatterElements = scattered('ScatterElements', 'GatherElements', (node) => ({
  axis: intAttribute(node, 'axis', 0),
}));
