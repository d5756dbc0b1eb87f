import { float } from '../../onnx/builder.ts';
import { floatAttribute, intAttribute } from '../../onnx/ir.ts';
import type { Rewrite, Rewriting } from './rewrite.ts';

/*
 * Functions and norms into which ONNX Runtime's optimiser ('basic' and 'extended') fuses several operators: each as
 * those. Definitions: ContribOperators.md of ONNX Runtime.
 */

/** y = x (1 + erf(x / sqrt 2)) / 2. */
function gelu(r: Rewriting, x: string): string {
  const erf = r.write('Erf', [r.write('Mul', [x, r.scalar(Math.SQRT1_2)])]);
  const share = r.write('Mul', [r.write('Add', [erf, r.scalar(1)]), r.scalar(0.5)]);
  return r.write('Mul', [x, share]);
}

/** y = x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2. */
function geluByTanh(r: Rewriting, x: string): string {
  const cube = r.write('Mul', [x, r.write('Mul', [x, x])]);
  const sum = r.write('Add', [x, r.write('Mul', [cube, r.scalar(0.044715)])]);
  const tanh = r.write('Tanh', [r.write('Mul', [sum, r.scalar(Math.sqrt(2 / Math.PI))])]);
  return r.write('Mul', [x, r.write('Mul', [r.write('Add', [tanh, r.scalar(1)]), r.scalar(0.5)])]);
}

const biased = (r: Rewriting) => (r.has(1) ? r.write('Add', [r.input(0), r.input(1)]) : r.input(0));

/** y = x sigmoid(alpha x). */
const quickGelu: Rewrite = (r) => {
  const scaled = r.write('Mul', [r.input(0), r.scalar(floatAttribute(r.node, 'alpha', 1.702))]);
  return r.write('Mul', [r.input(0), r.write('Sigmoid', [scaled])]);
};

/** The norm of x + skip + bias, and that sum as the fourth result. */
function skipNormalization(normalise: (r: Rewriting, sum: string) => string, bias: number): Rewrite {
  return (r) => {
    const added = r.write('Add', [r.input(0), r.input(1)]);
    const sum = r.has(bias) ? r.write('Add', [added, r.input(bias)]) : added;
    return [normalise(r, sum), '', '', sum];
  };
}

const layerNormalization = (r: Rewriting, x: string) =>
  r.write('LayerNormalization', [x, r.input(2), r.input(3)], {
    axis: -1,
    epsilon: float(floatAttribute(r.node, 'epsilon', 1e-12)),
  });

/** y = x / sqrt(mean(x^2) + epsilon) * scale. */
function rmsNormalization(
  r: Rewriting,
  x: string,
  scale: string,
  epsilon: number,
  axes: readonly number[],
): string {
  const square = r.write('ReduceMean', [r.write('Mul', [x, x]), r.ints(axes)], { keepdims: 1 });
  const deviation = r.write('Sqrt', [r.write('Add', [square, r.scalar(epsilon)])]);
  return r.write('Mul', [r.write('Div', [x, deviation]), scale]);
}

const skippedRms = (r: Rewriting, sum: string) =>
  rmsNormalization(r, sum, r.input(2), floatAttribute(r.node, 'epsilon', 1e-5), [-1]);

const simplifiedLayerNormalization: Rewrite = (r) => {
  const rank = r.dims(r.input(0)).length;
  const first = (intAttribute(r.node, 'axis', -1) + rank) % rank;
  const axes = Array.from({ length: rank - first }, (_, index) => first + index);
  return rmsNormalization(r, r.input(0), r.input(1), floatAttribute(r.node, 'epsilon', 1e-5), axes);
};

/** By domain and operator. */
export const FUSED_FUNCTIONS: Readonly<Record<string, Rewrite>> = {
  'com.microsoft:Gelu': (r) => gelu(r, r.input(0)),
  'com.microsoft:BiasGelu': (r) => gelu(r, biased(r)),
  'com.microsoft:FastGelu': (r) => geluByTanh(r, biased(r)),
  'com.microsoft:QuickGelu': quickGelu,
  'com.microsoft:SkipLayerNormalization': skipNormalization(layerNormalization, 4),
  'com.microsoft:SkipSimplifiedLayerNormalization': skipNormalization(skippedRms, 3),
  ':SimplifiedLayerNormalization': simplifiedLayerNormalization,
};
