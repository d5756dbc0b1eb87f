import { entries } from './entry.ts';
import { classifier, floats, ints, node, value, type Changes, type NodeInit } from './smallProto.ts';

const changed = (changes: Changes) => () => classifier(changes);
const between = (...nodes: readonly NodeInit[]) => changed({ between: nodes });
/** Graphs that are not sound, or not of a classifier that can be explained. */
export const graphs = entries([
  [
    'a cycle',
    between(node('Add', ['a', 'c'], ['b']), node('Relu', ['b'], ['c'])),
    'model-unreadable',
    "The graph has a cycle through Add node 'b'. Export the model again.",
  ],
  [
    'a node that reads itself',
    between(node('Relu', ['b'], ['b'])),
    'model-unreadable',
    "The graph has a cycle through Relu node 'b'. Export the model again.",
  ],
  [
    'a tensor nothing writes',
    between(node('Add', ['a', 'ghost'], ['b'])),
    'model-unreadable',
    "Add node 'b' reads tensor 'ghost', which nothing writes. Export the model again.",
  ],
  [
    'a missing initializer',
    changed({ without: ['v'] }),
    'model-unreadable',
    "Gemm node 'y' reads tensor 'v', which nothing writes. Export the model again.",
  ],
  [
    'a tensor written twice',
    between(node('Relu', ['a'], ['b']), node('Neg', ['a'], ['b'])),
    'model-unreadable',
    "Tensor 'b' is written twice. Export the model again.",
  ],
  [
    'a node that writes the image',
    between(node('Relu', ['a'], ['b']), node('Relu', ['b'], ['image'])),
    'model-unreadable',
    "Tensor 'image' is written twice. Export the model again.",
  ],
  [
    'an initializer that a node writes',
    between(node('Relu', ['a'], ['b']), node('Relu', ['b'], ['w'])),
    'model-unreadable',
    "Tensor 'w' is written twice. Export the model again.",
  ],
  [
    'an output nothing writes',
    changed({ outputs: [value('z', ['N', 5])] }),
    'model-unreadable',
    "Nothing writes the output 'z'. Export the model again.",
  ],
  ['no output', changed({ outputs: [] }), 'model-unsupported', 'The model has no output.'],
  [
    'a node without outputs',
    between(node('Relu', ['a'], ['b']), node('Relu', ['a'], [])),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: Relu node 'Relu' has output size 0 not in range [min=1, max=1]. Check the model with onnx.checker or export it again.",
  ],
  [
    'a node without inputs',
    between(node('Relu', [], ['b'])),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: Relu node 'b' has input size 0 not in range [min=1, max=1]. Check the model with onnx.checker or export it again.",
  ],
  [
    'too many inputs',
    between(node('Relu', ['a', 'a', 'a'], ['b'])),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: Relu node 'b' has input size 3 not in range [min=1, max=1]. Check the model with onnx.checker or export it again.",
  ],
  [
    'an unknown operator',
    between(node('Frobnicate', ['a'], ['b'])),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: it has no operator Frobnicate (node 'b'). Check the model with onnx.checker or export it again.",
  ],
  [
    'an unknown domain',
    between({ ...node('Frobnicate', ['a'], ['b']), domain: 'com.custom' }),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: it has no operator com.custom.Frobnicate (node 'b'). Check the model with onnx.checker or export it again.",
  ],
  [
    'an operator of ai.onnx.ml',
    changed({
      between: [{ ...node('Scaler', ['a'], ['b']), domain: 'ai.onnx.ml' }],
      more: {
        opsetImport: [
          { domain: '', version: 17n },
          { domain: 'ai.onnx.ml', version: 3n },
        ],
      },
    }),
    'model-unsupported',
    'ONNX Runtime cannot run the graph: !scale_.empty() was false. Empty scale in attributes. Check the model with onnx.checker or export it again.',
  ],
  [
    'a tree ensemble',
    changed({
      nodes: [{ ...node('TreeEnsembleClassifier', ['image'], ['y']), domain: 'ai.onnx.ml' }],
      more: {
        opsetImport: [
          { domain: '', version: 17n },
          { domain: 'ai.onnx.ml', version: 3n },
        ],
      },
    }),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: TreeEnsembleClassifier node 'y' has output size 1 not in range [min=2, max=2]. Check the model with onnx.checker or export it again.",
  ],
  [
    'no attribute that is needed',
    between(node('Concat', ['a', 'a'], ['b'])),
    'model-unsupported',
    "ONNX Runtime cannot run the graph: Concat node 'b' Required attribute 'axis' is missing. Check the model with onnx.checker or export it again.",
  ],
  [
    'operator set 0',
    changed({ opset: 0 }),
    'model-unsupported',
    'The model uses operator set 0; 7 is the oldest that can be read. Convert it with onnx.version_converter.',
  ],
  [
    'operator set 6',
    changed({ opset: 6 }),
    'model-unsupported',
    'The model uses operator set 6; 7 is the oldest that can be read. Convert it with onnx.version_converter.',
  ],
  [
    'operator set 999',
    changed({ opset: 999 }),
    'model-unsupported',
    'ONNX Runtime cannot run the graph: operator set 999 is newer than 26, the newest it knows. Check the model with onnx.checker or export it again.',
  ],
  [
    'no operator set',
    changed({ more: { opsetImport: [] } }),
    'model-unsupported',
    'The model uses operator set 1; 7 is the oldest that can be read. Convert it with onnx.version_converter.',
  ],
  [
    'a version of the format to come',
    changed({ more: { irVersion: 99n } }),
    'model-unsupported',
    'ONNX Runtime cannot run the graph: Unsupported model IR version: 99, max supported IR version: 13. Check the model with onnx.checker or export it again.',
  ],
  [
    'no input',
    changed({ inputs: [], nodes: [node('Flatten', ['w'], ['y'])] }),
    'model-unsupported',
    'A classifier takes one image; this model has no input.',
  ],
  [
    'two inputs',
    changed({
      inputs: [value('image', ['N', 3, 8, 8]), value('mask', ['N', 1, 8, 8])],
      between: [node('Mul', ['a', 'mask'], ['b'])],
    }),
    'model-unsupported',
    "A classifier takes one image; this model has the inputs 'image', 'mask'.",
  ],
  [
    'an input of strings',
    changed({ inputs: [value('image', ['N', 3, 8, 8], 8)] }),
    'model-unsupported',
    "Input 'image' is of string; a float32 image is needed.",
  ],
  [
    'an input of half floats',
    changed({ inputs: [value('image', ['N', 3, 8, 8], 10)] }),
    'opens',
    'The model holds float16 numbers: it is explained in float32, without their rounding.',
  ],
  [
    'an input without a type',
    changed({ inputs: [{ name: 'image' }] }),
    'model-unsupported',
    "Input 'image' is of element type 0; a float32 image is needed.",
  ],
  [
    'an input of three axes',
    changed({ inputs: [value('image', ['N', 3, 64])] }),
    'model-unsupported',
    "Input 'image' has 3 dimensions; an image batch has 4.",
  ],
  [
    'an input of five axes',
    changed({ inputs: [value('image', ['N', 3, 8, 8, 8])] }),
    'model-unsupported',
    "Input 'image' has 5 dimensions; an image batch has 4.",
  ],
  [
    'seven channels',
    changed({ inputs: [value('image', ['N', 7, 8, 8])], weights: [floats('w', [4, 7, 1, 1])] }),
    'model-unsupported',
    "Input 'image' has 7 channels; images have 1, 3 or 4.",
  ],
  [
    'an image of 2^31 pixels a side',
    changed({ inputs: [value('image', ['N', 3, 2 ** 31, 2 ** 31])] }),
    'model-unsupported',
    "Input 'image' is an image of 2147483648 × 2147483648 pixels; 67108864 are the most that can be explained. Export the model for smaller images.",
  ],
  ['no pixels', changed({ inputs: [value('image', ['N', 3, 0, 8])] }), 'opens', ''],
  [
    'an MLP',
    changed({
      nodes: [node('Flatten', ['image'], ['f']), node('Gemm', ['f', 'm'], ['y'])],
      weights: [floats('m', [192, 5])],
    }),
    'model-unsupported',
    "Model 'classifier' has no activation of the form [batch, channels, height, width] on the way to its logits, nor tokens whose grid the graph shows, so no class activation map can be made.",
  ],
  [
    'a segmentation',
    changed({ nodes: [node('Conv', ['image', 'w'], ['y'])], outputs: [value('y', ['N', 4, 8, 8])] }),
    'model-unsupported',
    "Output 'y' has shape [1, 4, 8, 8]; a classifier gives one score per class, [1, classes]. Detection and segmentation models cannot be explained here.",
  ],
  [
    'a detection',
    changed({
      nodes: [
        node('Conv', ['image', 'w'], ['a']),
        node('Flatten', ['a'], ['f']),
        node('Reshape', ['f', 's'], ['y']),
      ],
      weights: [ints('s', [1, 64, 4])],
      outputs: [value('y', ['N', 64, 4])],
    }),
    'model-unsupported',
    "Output 'y' has shape [1, 64, 4]; a classifier gives one score per class, [1, classes]. Detection and segmentation models cannot be explained here.",
  ],
  [
    'detections from NMS',
    changed({
      nodes: [
        node('Conv', ['image', 'w'], ['a']),
        node('Reshape', ['a', 's'], ['boxes']),
        node('Reshape', ['a', 't'], ['scores']),
        node('NonMaxSuppression', ['boxes', 'scores'], ['y']),
      ],
      weights: [ints('s', [1, 64, 4]), ints('t', [1, 4, 64])],
      outputs: [value('y', ['M', 3], 7)],
    }),
    'model-unsupported',
    "Output 'y' holds whole numbers, the chosen classes perhaps, and no scores.",
  ],
  ['one score', changed({ weights: [floats('v', [1, 4])], outputs: [value('y', ['N', 1])] }), 'opens', ''],
  [
    'scores that are integers',
    changed({
      nodes: [
        node('Conv', ['image', 'w'], ['a']),
        node('GlobalAveragePool', ['a'], ['p']),
        node('Flatten', ['p'], ['f']),
        node('ArgMax', ['f'], ['y'], { axis: 1 }),
      ],
      outputs: [value('y', ['N', 1], 7)],
    }),
    'model-unsupported',
    "Output 'y' holds whole numbers, the chosen classes perhaps, and no scores.",
  ],
  [
    'a sequence',
    changed({
      nodes: [node('Conv', ['image', 'w'], ['a']), node('SplitToSequence', ['a'], ['y'], { axis: 1 })],
      outputs: [{ name: 'y' }],
    }),
    'model-unsupported',
    "Output 'y' is a sequence of tensors; a classifier gives one score per class, [1, classes].",
  ],
  [
    'batch normalisation in training',
    changed({
      between: [node('BatchNormalization', ['a', 'one', 'one', 'one', 'one'], ['b'], { training_mode: 1 })],
      weights: [floats('one', [4], [1, 1, 1, 1])],
    }),
    'opens',
    "BatchNormalization node 'b', exported in training mode: explained with the statistics learnt, as at inference.",
  ],
  [
    'dropout in training',
    changed({
      between: [node('Dropout', ['a', 'half', 'yes'], ['b'])],
      weights: [floats('half', [], [0.5]), { name: 'yes', dataType: 9, rawData: Uint8Array.of(1) }],
    }),
    'opens',
    "Dropout node 'b', exported in training mode: left out, as at inference.",
  ],
  [
    'batch normalisation in training, operator set 18',
    changed({
      opset: 18,
      between: [node('BatchNormalization', ['a', 'one', 'one', 'one', 'one'], ['b'], { training_mode: 1 })],
      weights: [floats('one', [4], [1, 1, 1, 1])],
    }),
    'opens',
    "BatchNormalization node 'b', exported in training mode: explained with the statistics learnt, as at inference.",
  ],
  [
    'a sequence on the way',
    changed({
      between: [
        node('SplitToSequence', ['a'], ['s'], { axis: 1 }),
        node('SequenceAt', ['s', 'second'], ['c']),
        node('Add', ['a', 'c'], ['b']),
      ],
      weights: [ints('second', [1], [])],
    }),
    'opens',
    '',
  ],
  [
    'random noise',
    between(node('RandomNormalLike', ['a'], ['r']), node('Add', ['a', 'r'], ['b'])),
    'opens',
    "RandomNormalLike node 'r': random numbers, so that scores and maps hold for one draw.",
  ],
]);
