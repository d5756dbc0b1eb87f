import type { Node } from '../onnx/ir.ts';

/** Standard operators that work element by element on inputs that broadcast. */
const POINTWISE = new Set([
  ...['Abs', 'Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'Celu', 'Clip', 'Cos', 'Cosh', 'Elu'],
  ...[
    'Erf',
    'Exp',
    'Floor',
    'Gelu',
    'HardSigmoid',
    'HardSwish',
    'Identity',
    'LeakyRelu',
    'Log',
    'Mish',
    'Neg',
  ],
  ...['PRelu', 'Reciprocal', 'Relu', 'Round', 'Selu', 'Shrink', 'Sigmoid', 'Sign', 'Sin', 'Sinh', 'Softplus'],
  ...[
    'Softsign',
    'Sqrt',
    'Swish',
    'Tan',
    'Tanh',
    'ThresholdedRelu',
    'Cast',
    'CastLike',
    'Dropout',
    'Pow',
    'Mod',
  ],
  ...['Add', 'Sub', 'Mul', 'Div', 'Sum', 'Mean', 'Max', 'Min', 'Where', 'Not', 'And', 'Or', 'Xor'],
  ...['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'IsInf', 'IsNaN'],
]);

/** Whether each element of the result depends only on the elements at its place. */
export function isPointwise(node: Node): boolean {
  return node.domain === '' && POINTWISE.has(node.op);
}
