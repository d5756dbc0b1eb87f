import { float } from '../../onnx/builder.ts';
import { floatAttribute, intAttribute, stringAttribute } from '../../onnx/ir.ts';
import type { Rewrite, Rewriting } from './rewrite.ts';

/*
 * Convolutions and matrix products into which ONNX Runtime's optimiser ('basic' and 'extended') fuses what comes
 * before or after them: each as those operators. Definitions: ContribOperators.md of ONNX Runtime.
 */

/** y = activation(conv(x, w) + b + z). */
const fusedConv: Rewrite = (r) => {
  const { attributes } = r.node;
  const kept = [...attributes].filter(([name]) => !name.startsWith('activation'));
  const y = r.write(
    'Conv',
    [0, 1, 2].map((position) => r.input(position)),
    Object.fromEntries(kept),
  );
  const sum = r.has(3) ? r.write('Add', [y, r.input(3)]) : y;
  const given = attributes.get('activation_params');
  return activated(r, sum, given?.type === 'floats' ? given.value : []);
};

/** y = activation(alpha A B + beta C). */
const fusedGemm: Rewrite = (r) => {
  const kept = [...r.node.attributes].filter(([name]) => !name.startsWith('activation'));
  const y = r.write('Gemm', r.node.inputs, Object.fromEntries(kept));
  const named = ['activation_alpha', 'activation_beta'].filter((name) => r.node.attributes.has(name));
  return activated(
    r,
    y,
    named.map((name) => floatAttribute(r.node, name, 0)),
  );
};

/** Names of the attributes of the activations that are fused, in the order in which their values are listed. */
const ACTIVATIONS: Readonly<Record<string, readonly string[]>> = {
  Relu: [],
  Sigmoid: [],
  Tanh: [],
  Softplus: [],
  Softsign: [],
  LeakyRelu: ['alpha'],
  Elu: ['alpha'],
  ThresholdedRelu: ['alpha'],
  HardSigmoid: ['alpha', 'beta'],
};

function activated(r: Rewriting, x: string, values: readonly number[]): string {
  const op = stringAttribute(r.node, 'activation', '');
  if (op === '') return x;
  if (op === 'Clip')
    return r.write('Clip', [x, r.scalar(values[0] ?? -Infinity), r.scalar(values[1] ?? Infinity)]);
  const names = ACTIVATIONS[op];
  if (!names) throw r.unsupported(`its activation '${op}' is not known`);
  return r.write(
    op,
    [x],
    Object.fromEntries(
      names.flatMap((name, index) => {
        const value = values[index];
        return value === undefined ? [] : [[name, float(value)]];
      }),
    ),
  );
}

/** y = alpha A' B', A' and B' being A and B with axes exchanged. */
const fusedMatMul: Rewrite = (r) => {
  const product = r.write('MatMul', [turned(r, 0, 'A'), turned(r, 1, 'B')]);
  const alpha = floatAttribute(r.node, 'alpha', 1);
  const scaled = alpha === 1 ? product : r.write('Mul', [product, r.scalar(alpha)]);
  return activated(r, scaled, []);
};

/** transBatch moves the first axis behind the stacking ones; trans then exchanges the last two. */
function turned(r: Rewriting, position: number, letter: string): string {
  const name = r.input(position);
  const order = r.dims(name).map((_, axis) => axis);
  if (intAttribute(r.node, `transBatch${letter}`, 0) === 1)
    order.splice(order.length - 2, 0, ...order.splice(0, 1));
  if (intAttribute(r.node, `trans${letter}`, 0) === 1) order.push(...order.splice(order.length - 2, 1));
  const isSame = order.every((axis, index) => axis === index);
  return isSame ? name : r.write('Transpose', [name], { perm: order });
}

/** By domain and operator. */
export const FUSED_PRODUCTS: Readonly<Record<string, Rewrite>> = {
  'com.microsoft:FusedConv': fusedConv,
  'com.microsoft:FusedGemm': fusedGemm,
  'com.microsoft:FusedMatMul': fusedMatMul,
  'com.microsoft:FusedMatMulActivation': fusedMatMul,
  'com.microsoft:TransposeMatMul': fusedMatMul,
};
