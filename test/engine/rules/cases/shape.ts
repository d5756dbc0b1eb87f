import type { AttributeInit, Builder } from '../../../../main/engine/onnx/builder.ts';
import { DataType, int64Constant } from '../../../../main/engine/onnx/constant.ts';
import { weights, type RuleCase, type RuleCases } from '../../../support/ruleCase.ts';

const reshape = (b: Builder, x: string, dims: readonly number[]) => b.node('Reshape', [x, b.ints(dims)]);
/** Gives every element a weight of its own, so that a permutation shows. */
const weighted = (b: Builder, x: string, dims: readonly number[]) => b.node('Mul', [x, weights(b, dims)]);

const truths = (b: Builder, values: readonly number[]) =>
  b.constant({ dtype: DataType.bool, dims: [values.length], bytes: Uint8Array.from(values) });

function gather(
  name: string,
  shape: RuleCase['shape'],
  dims: readonly number[],
  indices: readonly number[],
  attributes: Readonly<Record<string, AttributeInit>>,
  result: readonly number[],
): RuleCase {
  return {
    name,
    shape,
    build: (b, x) =>
      weighted(b, b.node('Gather', [x, b.constant(int64Constant(dims, indices))], attributes), result),
  };
}

function slice(
  name: string,
  shape: RuleCase['shape'],
  starts: readonly number[],
  ends: readonly number[],
  axes: readonly number[],
  steps: readonly number[] | null,
  result: readonly number[],
): RuleCase {
  const lists = [starts, ends, axes, ...(steps ? [steps] : [])];
  return {
    name,
    shape,
    build: (b, x) => weighted(b, b.node('Slice', [x, ...lists.map((list) => b.ints(list))]), result),
  };
}

function pad(
  name: string,
  attributes: Readonly<Record<string, AttributeInit>>,
  pads: readonly number[],
): RuleCase {
  return {
    name,
    shape: [2, 3, 3],
    ...(attributes['mode'] === 'wrap' && { since: 19 }),
    build: (b, x) => b.node('Sin', [b.node('Pad', [x, b.ints(pads)], attributes)]),
  };
}

export const cases: RuleCases = {
  Identity: [
    { name: 'twice', shape: [2, 2, 3], build: (b, x) => b.node('Identity', [b.node('Identity', [x])]) },
  ],
  Reshape: [
    { name: 'to rows', shape: [2, 3, 4], build: (b, x) => weighted(b, reshape(b, x, [1, 6, 4]), [6, 4]) },
    {
      name: 'merging the batch',
      shape: [2, 3, 2],
      build: (b, x) => reshape(b, b.node('Relu', [reshape(b, x, [2, 6])]), [1, 2, 6]),
    },
    {
      name: 'with a 0 that would not copy',
      shape: [2, 3, 2],
      since: 14,
      build: (b, x) => b.node('Reshape', [x, b.ints([1, 4, -1])], { allowzero: 1 }),
    },
    { name: 'with a 0 that copies', shape: [2, 3, 2], build: (b, x) => reshape(b, x, [0, -1]) },
  ],
  Flatten: [
    { name: 'plain', shape: [2, 2, 3], build: (b, x) => b.node('Flatten', [x]) },
    {
      name: 'to rows of every channel',
      shape: [2, 2, 3],
      build: (b, x) => reshape(b, b.node('Sin', [b.node('Flatten', [x], { axis: 2 })]), [1, 2, 6]),
    },
    {
      name: 'of one image whose batch axis is gone',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Flatten', [b.node('Squeeze', [x, b.ints([0])])]),
    },
  ],
  Squeeze: [
    { name: 'plane', shape: [3, 1, 1], build: (b, x) => b.node('Squeeze', [x, b.ints([2, 3])]) },
    { name: 'from the end', shape: [3, 2, 1], build: (b, x) => b.node('Squeeze', [x, b.ints([-1])]) },
  ],
  Unsqueeze: [
    { name: 'one axis', shape: [2, 3, 2], build: (b, x) => b.node('Unsqueeze', [x, b.ints([1])]) },
    {
      name: 'two axes, one before the batch',
      shape: [2, 3, 2],
      build: (b, x) =>
        b.node('Squeeze', [b.node('Relu', [b.node('Unsqueeze', [x, b.ints([0, -1])])]), b.ints([0])]),
    },
  ],
  Transpose: [
    {
      name: 'channels last',
      shape: [2, 3, 2],
      build: (b, x) => weighted(b, b.node('Transpose', [x], { perm: [0, 2, 3, 1] }), [3, 2, 2]),
    },
    {
      name: 'batch moved and back',
      shape: [2, 3, 2],
      build: (b, x) =>
        b.node('Transpose', [b.node('Relu', [b.node('Transpose', [x], { perm: [2, 0, 3, 1] })])], {
          perm: [1, 3, 0, 2],
        }),
    },
  ],
  Concat: [
    {
      name: 'channels of two that vary',
      shape: [2, 2, 3],
      build: (b, x) => b.node('Concat', [x, b.node('Relu', [x])], { axis: 1 }),
    },
    {
      name: 'the same twice, from the end',
      shape: [2, 2, 3],
      build: (b, x) => weighted(b, b.node('Concat', [x, x], { axis: -1 }), [2, 2, 6]),
    },
  ],
  Expand: [
    {
      name: 'plane',
      shape: [3, 1, 1],
      build: (b, x) => weighted(b, b.node('Expand', [x, b.ints([1, 3, 2, 3])]), [3, 2, 3]),
    },
    {
      name: 'of lower rank',
      shape: [2, 1, 3],
      build: (b, x) => weighted(b, b.node('Expand', [x, b.ints([2, 1])]), [2, 2, 3]),
    },
    {
      name: 'to a higher rank',
      shape: [2, 1, 2],
      build: (b, x) =>
        b.node('Transpose', [weighted(b, b.node('Expand', [x, b.ints([2, 1, 2, 1, 2])]), [2, 1, 2, 1, 2])], {
          perm: [1, 0, 2, 3, 4],
        }),
    },
  ],
  Tile: [
    {
      name: 'plane',
      shape: [2, 2, 3],
      build: (b, x) => weighted(b, b.node('Tile', [x, b.ints([1, 1, 2, 3])]), [2, 4, 9]),
    },
    {
      name: 'channels',
      shape: [2, 1, 2],
      build: (b, x) => weighted(b, b.node('Tile', [x, b.ints([1, 3, 1, 1])]), [6, 1, 2]),
    },
  ],
  Gather: [
    gather('some rows', [2, 4, 3], [3], [3, 0, 1], { axis: 2 }, [2, 3, 3]),
    gather('a permutation', [4, 2, 2], [4], [2, 0, 3, 1], { axis: 1 }, [4, 2, 2]),
    gather('one, dropped', [3, 2, 2], [], [1], { axis: 1 }, [2, 2]),
    gather('counted from the end', [2, 3, 2], [2], [-1, -3], { axis: -2 }, [2, 2, 2]),
    gather('read twice', [2, 3, 2], [5], [0, 2, 2, 1, 0], { axis: 2 }, [2, 5, 2]),
    gather('read many times', [2, 2, 3], [7], [1, 1, 1, 0, 1, 1, 1], { axis: 2 }, [2, 7, 3]),
    gather('an index of two axes', [2, 1, 4], [2, 3], [0, 1, 2, 1, 2, 3], { axis: 3 }, [2, 1, 2, 3]),
    {
      name: 'through the whole image, one at a time',
      shape: [2, 2, 2],
      build: (b, x) =>
        b.node('Gather', [reshape(b, x, [8]), b.constant(int64Constant([1, 4], [7, 0, 3, 5]))]),
    },
  ],
  ScatterND: [
    {
      name: 'elements and slices replaced, both sides depending on x',
      shape: [3, 2, 2],
      build(b, x) {
        const indices = b.constant(int64Constant([2, 2], [0, 2, 0, 0]));
        const updates = reshape(b, b.node('Slice', [x, b.ints([1]), b.ints([3]), b.ints([1])]), [2, 2, 2]);
        return weighted(b, b.node('ScatterND', [x, indices, updates]), [3, 2, 2]);
      },
    },
    {
      name: 'added to',
      shape: [3, 2, 2],
      build(b, x) {
        const indices = b.constant(int64Constant([1, 2], [0, 1]));
        const updates = reshape(b, b.node('Slice', [x, b.ints([2]), b.ints([3]), b.ints([1])]), [1, 2, 2]);
        return weighted(b, b.node('ScatterND', [x, indices, updates], { reduction: 'add' }), [3, 2, 2]);
      },
    },
  ],
  ScatterElements: [
    {
      name: 'elements of an axis replaced, both sides depending on x',
      shape: [4, 1, 2],
      build(b, x) {
        const indices = b.constant(int64Constant([1, 2, 1, 2], [3, 0, -4, 1]));
        const updates = b.node('Slice', [x, b.ints([1]), b.ints([3]), b.ints([1])]);
        return weighted(b, b.node('ScatterElements', [x, indices, updates], { axis: 1 }), [4, 1, 2]);
      },
    },
    {
      name: 'added to an axis',
      shape: [4, 1, 2],
      build(b, x) {
        const indices = b.constant(int64Constant([1, 1, 1, 2], [3, 0]));
        const updates = b.node('Slice', [x, b.ints([1]), b.ints([2]), b.ints([1])]);
        const attributes = { axis: 1, reduction: 'add' };
        return weighted(b, b.node('ScatterElements', [x, indices, updates], attributes), [4, 1, 2]);
      },
    },
  ],
  GatherElements: [
    {
      name: 'along rows, some read twice',
      shape: [2, 3, 2],
      build: (b, x) =>
        weighted(
          b,
          b.node('GatherElements', [x, b.constant(int64Constant([1, 2, 2, 2], [0, 2, 1, -1, 2, 2, 0, 1]))], {
            axis: 2,
          }),
          [2, 2, 2],
        ),
    },
  ],
  GatherND: [
    {
      name: 'whole positions',
      shape: [2, 3, 2],
      build: (b, x) =>
        b.node('GatherND', [x, b.constant(int64Constant([1, 3, 4], [0, 0, 1, 1, 0, 1, 2, 0, 0, 0, 1, 1]))]),
    },
    {
      name: 'rows within the batch',
      since: 12,
      shape: [2, 3, 2],
      build: (b, x) =>
        weighted(
          b,
          b.node('GatherND', [x, b.constant(int64Constant([1, 3, 2], [0, 1, 1, 2, 1, 0]))], {
            batch_dims: 1,
          }),
          [3, 2],
        ),
    },
    {
      name: 'within batch and channels',
      since: 12,
      shape: [2, 3, 2],
      build: (b, x) =>
        b.node('GatherND', [x, b.constant(int64Constant([1, 2, 2, 2], [0, 1, 2, 0, 1, 1, 1, 0]))], {
          batch_dims: 2,
        }),
    },
  ],
  ReverseSequence: [
    {
      name: 'the first of the rows',
      shape: [2, 4, 3],
      build: (b, x) =>
        weighted(
          b,
          b.node('ReverseSequence', [b.node('Squeeze', [x, b.ints([0])]), b.ints([2, 4])], {
            batch_axis: 0,
            time_axis: 1,
          }),
          [2, 4, 3],
        ),
    },
    {
      name: 'with the time in front',
      shape: [3, 2, 2],
      build: (b, x) =>
        weighted(
          b,
          b.node('ReverseSequence', [b.node('Squeeze', [x, b.ints([0])]), b.ints([3, 2])]),
          [3, 2, 2],
        ),
    },
  ],
  Compress: [
    {
      name: 'some channels',
      shape: [4, 2, 2],
      build: (b, x) => weighted(b, b.node('Compress', [x, truths(b, [1, 0, 1, 0])], { axis: 1 }), [2, 2, 2]),
    },
    {
      name: 'some elements',
      shape: [2, 2, 2],
      build: (b, x) =>
        b.node('Unsqueeze', [b.node('Compress', [x, truths(b, [0, 1, 1, 0, 0, 0, 1, 1])]), b.ints([0])]),
    },
  ],
  Slice: [
    slice('a run of channels', [4, 2, 2], [1], [3], [1], null, [2, 2, 2]),
    slice('two axes, to the end', [2, 4, 5], [1, -3], [2 ** 31 - 1, -1], [2, -1], null, [2, 3, 2]),
    slice('steps', [2, 5, 4], [0, 1], [5, 4], [2, 3], [2, 2], [2, 3, 2]),
    slice('backwards', [2, 4, 3], [-1], [-(2 ** 31)], [2], [-1], [2, 4, 3]),
    slice('backwards by two', [1, 6, 2], [5], [0], [2], [-2], [1, 3, 2]),
    slice('the whole batch', [2, 3, 2], [0, 0], [2 ** 31 - 1, 2], [0, 2], null, [2, 2, 2]),
  ],
  Split: [
    {
      name: 'halves, one of them used',
      shape: [4, 2, 2],
      build: (b, x) => b.nodeWithOutputs('Split', [x], 2, { axis: 1, num_outputs: 2 })[1] as string,
    },
    {
      name: 'parts of named lengths, crossed',
      shape: [5, 2, 1],
      build(b, x) {
        const [first, second, third] = b.nodeWithOutputs('Split', [x, b.ints([2, 1, 2])], 3, { axis: 1 }) as [
          string,
          string,
          string,
        ];
        return b.node('Mul', [b.node('Sub', [third, first]), second]);
      },
    },
    {
      name: 'a last part that is shorter',
      since: 18,
      shape: [1, 5, 1],
      build(b, x) {
        const parts = b.nodeWithOutputs('Split', [x], 3, { axis: -2, num_outputs: 3 });
        return b.node('Concat', [parts[2] as string, parts[0] as string], { axis: 2 });
      },
    },
  ],
  Pad: [
    ...['constant', 'reflect', 'edge', 'wrap'].map((mode) => pad(mode, { mode }, [0, 0, 1, 2, 0, 0, 2, 1])),
    pad('a margin that is cut off', {}, [0, 0, -1, 1, 0, 0, 1, -1]),
    pad('beyond the edge many times', { mode: 'edge' }, [0, 0, 0, 6, 0, 0, 0, 0]),
    {
      name: 'named axes, a constant',
      shape: [2, 3, 3],
      build: (b, x) => b.node('Pad', [x, b.ints([1, 0, 2, 1]), b.scalar(0.5), b.ints([-1, 2])]),
    },
    {
      name: 'channels',
      shape: [2, 2, 2],
      build: (b, x) => b.node('Pad', [x, b.ints([0, 1, 0, 0, 0, 2, 0, 0])]),
    },
  ],
  DepthToSpace: [
    {
      name: 'DCR',
      shape: [8, 1, 2],
      build: (b, x) => weighted(b, b.node('DepthToSpace', [x], { blocksize: 2 }), [2, 2, 4]),
    },
    {
      name: 'CRD',
      shape: [8, 2, 1],
      build: (b, x) => weighted(b, b.node('DepthToSpace', [x], { blocksize: 2, mode: 'CRD' }), [2, 4, 2]),
    },
  ],
  SpaceToDepth: [
    {
      name: 'blocks of 2',
      shape: [2, 2, 4],
      build: (b, x) => weighted(b, b.node('SpaceToDepth', [x], { blocksize: 2 }), [8, 1, 2]),
    },
  ],
};
