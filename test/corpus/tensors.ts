import { TensorProto_DataLocation as DataLocation } from '../../main/engine/onnx/onnxProto.ts';
import { entries, type CorpusEntry } from './entry.ts';
import { classifier, floats, ints, node, type TensorInit } from './smallProto.ts';

/** The classifier with another first kernel. */
const kernel = (change: TensorInit) => () =>
  classifier({ weights: [{ ...floats('w', [4, 3, 1, 1]), ...change }] });
const outside = (fields: Readonly<Record<string, string | number>>) =>
  kernel({
    rawData: new Uint8Array(),
    dataLocation: DataLocation.EXTERNAL,
    externalData: Object.entries(fields).map(([key, value]) => ({ key, value: String(value) })),
  });
const filled = (value: number) => () =>
  classifier({ weights: [floats('v', [5, 4], new Array<number>(20).fill(value))] });

/** Weights that are not what they are said to be. */
export const tensors: readonly CorpusEntry[] = [
  ...entries([
    [
      'too short',
      kernel({ rawData: new Uint8Array(44) }),
      'model-unreadable',
      "Initializer 'w' is damaged: its shape [4, 3, 1, 1] asks for 48 bytes of float32, but it holds 44. Copy or export the model again.",
    ],
    [
      'too long',
      kernel({ rawData: new Uint8Array(52) }),
      'model-unreadable',
      "Initializer 'w' is damaged: its shape [4, 3, 1, 1] asks for 48 bytes of float32, but it holds 52. Copy or export the model again.",
    ],
    [
      'no data',
      kernel({ rawData: new Uint8Array() }),
      'model-unreadable',
      "Initializer 'w' is damaged: its shape [4, 3, 1, 1] asks for 48 bytes of float32, but it holds 0. Copy or export the model again.",
    ],
    [
      'negative size',
      kernel({ dims: [-4n, 3n, 1n, 1n] }),
      'model-unreadable',
      "Initializer 'w' is damaged: its shape [-4, 3, 1, 1] is impossible. Copy or export the model again.",
    ],
    [
      'size of 2^40',
      kernel({ dims: [1n << 40n, 3n, 1n, 1n] }),
      'model-unreadable',
      "Initializer 'w' is damaged: its shape [1099511627776, 3, 1, 1] asks for 13194139533312 bytes of float32, but it holds 48. Copy or export the model again.",
    ],
    [
      'sizes of 2^62',
      kernel({ dims: [1n << 62n, 1n << 62n, 1n, 1n] }),
      'model-unreadable',
      "Initializer 'w' is damaged: its shape [4611686018427388000, 4611686018427388000, 1, 1] is impossible. Copy or export the model again.",
    ],
    [
      'no element type',
      kernel({ dataType: 0 }),
      'model-unsupported',
      "Initializer 'w' is of element type 0, which no operator of a CNN classifier takes. Export the model with float weights.",
    ],
    [
      'strings',
      kernel({ dataType: 8 }),
      'model-unsupported',
      "Initializer 'w' is of string, which no operator of a CNN classifier takes. Export the model with float weights.",
    ],
    [
      'complex numbers',
      kernel({ dataType: 14 }),
      'model-unsupported',
      "Initializer 'w' is of element type 14, which no operator of a CNN classifier takes. Export the model with float weights.",
    ],
    [
      'float8',
      kernel({ dataType: 17 }),
      'model-unsupported',
      "Initializer 'w' is of element type 17, which no operator of a CNN classifier takes. Export the model with float weights.",
    ],
    [
      'element type 99',
      kernel({ dataType: 99 }),
      'model-unsupported',
      "Initializer 'w' is of element type 99, which no operator of a CNN classifier takes. Export the model with float weights.",
    ],
    [
      'integers for floats',
      kernel({ dataType: 6 }),
      'model-unsupported',
      "ONNX Runtime cannot run the graph: Conv node 'a' does not take 'w', which is of tensor(int32). Check the model with onnx.checker or export it again.",
    ],
    [
      'a kernel of three axes',
      kernel({ dims: [4n, 3n, 1n] }),
      'model-unsupported',
      "ONNX Runtime cannot run the graph: Conv node 'a': Number of spatial dimensions in the weight tensor (1) does not match the number of spatial dimensions in the input tensor (2). Check the model with onnx.checker or export it again.",
    ],
    [
      'a kernel for two channels',
      kernel({ dims: [6n, 2n, 1n, 1n] }),
      'model-unsupported',
      "ONNX Runtime cannot run the graph: Gemm node 'y': Dimension mismatch in unification between 4 and 6. Check the model with onnx.checker or export it again.",
    ],
    [
      'no such file',
      outside({ location: 'gone.bin' }),
      'model-unreadable',
      "Model '.../classifier.onnx' cannot be opened: the weights of 'w' should lie in 'gone.bin', which is not there. Put the file beside the model.",
    ],
    [
      'no location',
      outside({}),
      'model-unreadable',
      "Model '.../classifier.onnx' cannot be opened: the weights of 'w' should lie in '', which is not there. Put the file beside the model.",
    ],
    [
      'the folder above',
      outside({ location: '../weights.bin' }),
      'model-unreadable',
      "Model '.../classifier.onnx' cannot be opened: the weights of 'w' should lie in '../weights.bin', which is not there. Put the file beside the model.",
    ],
    [
      'an absolute path',
      outside({ location: '/etc/hosts' }),
      'path-refused',
      "The weights of 'w' point to '/etc/hosts', outside the model's folder. Put the file beside the model and export again.",
    ],
    [
      'a NUL in the path',
      outside({ location: 'weights\0.bin' }),
      'model-unreadable',
      "Model '.../classifier.onnx' cannot be opened: the weights of 'w' should lie in 'weights.bin', which is not there. Put the file beside the model.",
    ],
    [
      'the folder itself',
      outside({ location: '.' }),
      'model-unreadable',
      "Model '.../classifier.onnx' cannot be opened: the weights of 'w' should lie in '.', which is not there. Put the file beside the model.",
    ],
    [
      'not a number',
      outside({ location: 'tensors.bin', offset: 'ten' }),
      'model-unreadable',
      "Model '.../classifier.onnx' cannot be opened: the weights of 'w' should lie in 'tensors.bin', which is not there. Put the file beside the model.",
    ],
    [
      'weights that are not a number',
      filled(NaN),
      'value-not-finite',
      "The base value holds NaN at position 0. Check the model's weights and the preprocessing.",
    ],
    [
      'weights without bound',
      filled(Infinity),
      'value-not-finite',
      "The base value holds NaN at position 0. Check the model's weights and the preprocessing.",
    ],
    [
      'weights that overflow',
      filled(3e38),
      'value-not-finite',
      "The sum of contributions holds Infinity at position 0. Check the model's weights and the preprocessing.",
    ],
    ['weights of zero', filled(0), 'opens', ''],
    [
      'a Constant without a value',
      () => classifier({ between: [node('Constant', [], ['c']), node('Add', ['a', 'c'], ['b'])] }),
      'model-unsupported',
      'ONNX Runtime cannot run the graph: ConstantNodeProtoToTensorProto Constant node: c has no data attributes. Check the model with onnx.checker or export it again.',
    ],
    [
      'sparse weights',
      () => classifier({ sparse: [{ values: floats('s', [1], [1]), indices: ints('i', [0]), dims: [1n] }] }),
      'model-unsupported',
      'The model holds sparse initializers. Export it with dense weights.',
    ],
    [
      'a shape that is no vector',
      () =>
        classifier({
          between: [node('Reshape', ['a', 's'], ['b'])],
          weights: [ints('s', [1, 4, 8, 8], [2, 2])],
        }),
      'model-unsupported',
      "ONNX Runtime failed while running the graph: Reshape node 'b': shapeTensor->Shape().NumDimensions() == 1 was false. A shape tensor must be a vector tensor. Check the model with onnx.checker or export it again.",
    ],
  ]),
  ...(
    [
      [
        'data that ends early',
        { location: 'w.bin', offset: 40, length: 48 },
        "Model '.../classifier.onnx' cannot be opened: 'w.bin' ends before the weights of 'w'. Copy it again.",
      ],
      [
        'offset beyond the file',
        { location: 'w.bin', offset: 2 ** 40 },
        "Model '.../classifier.onnx' cannot be opened: 'w.bin' ends before the weights of 'w'. Copy it again.",
      ],
      [
        'offset below zero',
        { location: 'w.bin', offset: -1, length: 48 },
        "Model '.../classifier.onnx' cannot be opened: 'w.bin' ends before the weights of 'w'. Copy it again.",
      ],
      [
        'offset beyond all numbers',
        { location: 'w.bin', offset: '99999999999999999999999999' },
        "Model '.../classifier.onnx' cannot be opened: 'w.bin' ends before the weights of 'w'. Copy it again.",
      ],
      [
        'fewer data than the shape asks for',
        { location: 'w.bin', offset: 0, length: 44 },
        "Initializer 'w' is damaged: its shape [4, 3, 1, 1] asks for 48 bytes of float32, but it holds 44. Copy or export the model again.",
      ],
    ] as const
  ).map(([name, fields, message]) => ({
    name,
    bytes: outside(fields),
    beside: { 'w.bin': new Uint8Array(80) },
    code: 'model-unreadable',
    message,
  })),
  {
    name: 'the folder above, where it is',
    bytes: outside({ location: '../above.bin' }),
    beside: { '../above.bin': new Uint8Array(48) },
    code: 'path-refused',
    message:
      "The weights of 'w' point to '../above.bin', outside the model's folder. Put the file beside the model and export again.",
  },
];
