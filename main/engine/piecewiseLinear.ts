import { nodesOnPath, ruleAt, type Walk } from './walk.ts';

/** Functions of one variable whose second derivative is zero wherever they have one. */
const BENT_LINES = new Set([
  ...['Relu', 'LeakyRelu', 'PRelu', 'Clip', 'Abs', 'HardSigmoid', 'ThresholdedRelu', 'Shrink'],
]);

/** Whether the logits are piecewise linear in the activation, so that their Hessian is zero. */
export function isPiecewiseLinear(walk: Walk): boolean {
  const { varying } = walk.facts;
  return nodesOnPath(walk).every((node) => {
    const rule = ruleAt(node, walk);
    if ('obstacle' in rule) return false;
    if (rule.kind === 'bilinear') return node.inputs.filter((name) => varying.has(name)).length === 1;
    if (rule.kind === 'elementwise') return BENT_LINES.has(rule.op);
    return rule.kind === 'linear' || rule.kind === 'selection';
  });
}
