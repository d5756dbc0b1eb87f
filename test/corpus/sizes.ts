import { entries } from './entry.ts';
import { classifier, floats, ints, node, type NodeInit, type TensorInit } from './smallProto.ts';

const HUGE = 2 ** 40;
const grown =
  (nodes: readonly NodeInit[], ...weights: readonly TensorInit[]) =>
  () =>
    classifier({
      between: [...nodes, node('ReduceMax', ['h'], ['m'], { keepdims: 1 }), node('Add', ['a', 'm'], ['b'])],
      weights,
    });

/** Small files that ask for more memory or time than there is. */
export const sizes = entries([
  [
    'ConstantOfShape of 2^40',
    grown([node('ConstantOfShape', ['s'], ['h'])], ints('s', [HUGE])),
    'model-unsupported',
    "ConstantOfShape node 'h' would compute a tensor [1099511627776] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'ConstantOfShape of 2^34',
    grown([node('ConstantOfShape', ['s'], ['h'])], ints('s', [2 ** 34])),
    'model-unsupported',
    "ConstantOfShape node 'h' would compute a tensor [17179869184] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'Expand to 2^40',
    grown([node('Expand', ['a', 's'], ['h'])], ints('s', [HUGE, 4, 8, 8])),
    'model-unsupported',
    "Expand node 'h' would compute a tensor [1099511627776, 4, 8, 8] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'Expand to 2^36 by a computed shape',
    grown(
      [
        node('Mul', ['s', 's'], ['q']),
        node('Concat', ['q', 't'], ['r'], { axis: 0 }),
        node('Expand', ['a', 'r'], ['h']),
      ],
      ints('s', [2 ** 18]),
      ints('t', [4, 8, 8]),
    ),
    'model-unsupported',
    'ONNX Runtime failed while running the graph: there is not enough memory: it asked for 70368744177664 bytes at once. Check the model with onnx.checker or export it again.',
  ],
  [
    'Tile 2^40 times',
    grown([node('Tile', ['a', 's'], ['h'])], ints('s', [1, 1, 1, HUGE])),
    'model-unsupported',
    "Tile node 'h' would compute a tensor [1, 4, 8, 8796093022208] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'Reshape to 2^40',
    grown([node('Reshape', ['a', 's'], ['h'])], ints('s', [HUGE])),
    'model-unsupported',
    "Reshape node 'h' would compute a tensor [1099511627776] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'Range to 2^40',
    grown(
      [node('Range', ['z', 'n', 'o'], ['i']), node('Cast', ['i'], ['h'], { to: 1 })],
      ints('z', [0], []),
      ints('n', [HUGE], []),
      ints('o', [1], []),
    ),
    'model-unsupported',
    "Range node 'i' would compute a tensor [1099511627776] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'Pad by 2^33',
    grown([node('Pad', ['a', 's'], ['h'])], ints('s', [0, 0, 0, 0, 0, 0, 0, 2 ** 33])),
    'model-unsupported',
    "Pad node 'h' would compute a tensor [1, 4, 8, 8589934600] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'Resize by 2^20',
    grown([node('Resize', ['a', '', 's'], ['h'])], floats('s', [4], [1, 1, 2 ** 20, 2 ** 20])),
    'model-unsupported',
    "Resize node 'h' would compute a tensor [1, 4, 8388608, 8388608] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'a convolution padded by 2^30',
    () =>
      classifier({
        between: [node('Conv', ['a', 'k'], ['b'], { pads: [2 ** 30, 2 ** 30, 2 ** 30, 2 ** 30] })],
        weights: [floats('k', [4, 4, 1, 1])],
      }),
    'model-unsupported',
    "Conv node 'b' would compute a tensor [1, 4, 2147483656, 2147483656] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'RandomNormal of 2^40',
    grown([node('RandomNormal', [], ['h'], { shape: [HUGE] })]),
    'model-unsupported',
    "RandomNormal node 'h' would compute a tensor [1099511627776] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'OneHot of 2^40',
    grown(
      [node('OneHot', ['i', 'd', 'v2'], ['h'])],
      ints('i', [0, 1]),
      ints('d', [HUGE], []),
      floats('v2', [2], [0, 1]),
    ),
    'model-unsupported',
    "OneHot node 'h' would compute a tensor [2, 1099511627776] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'a product of 2^17 by 2^17',
    grown([node('MatMul', ['c', 'r'], ['h'])], floats('c', [2 ** 17, 1]), floats('r', [1, 2 ** 17])),
    'model-unsupported',
    "MatMul node 'h' would compute a tensor [131072, 131072] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
  [
    'a product of sizes that grows node by node',
    () =>
      classifier({
        between: [
          ...Array.from({ length: 12 }, (_, i) =>
            node('Tile', [i === 0 ? 'a' : `t${String(i)}`, 's'], [`t${String(i + 1)}`]),
          ),
          node('ReduceMax', ['t12'], ['m'], { keepdims: 1 }),
          node('Add', ['a', 'm'], ['b']),
        ],
        weights: [ints('s', [1, 1, 4, 4])],
      }),
    'model-unsupported',
    "Tile node 't6' would compute a tensor [1, 4, 32768, 32768] for one image, more than memory should hold. Check the sizes in the model and export it again.",
  ],
]);
