import { entries } from './entry.ts';
import {
  classifier,
  floats,
  INT64,
  ints,
  node,
  value,
  type Changes,
  type GraphInit,
  type NodeInit,
  type TensorInit,
} from './smallProto.ts';

const changed = (changes: Changes) => () => classifier(changes);
const between = (...nodes: readonly NodeInit[]) => changed({ between: nodes });
const branch = (op: string): GraphInit => ({
  name: 'branch',
  node: [node(op, ['a'], [`${op}_r`])],
  output: [{ name: `${op}_r` }],
});
const local = (opType: string, input: string, output: string): NodeInit => ({
  ...node(opType, [input], [output]),
  domain: 'local',
});

function nested(depth: number): NodeInit {
  let inner: NodeInit = node('Identity', ['a'], ['r']);
  for (let level = 0; level < depth; level += 1) {
    const graph: GraphInit = { name: 'g', node: [inner], output: [{ name: inner.output?.[0] ?? '' }] };
    inner = node('If', ['t'], [`n${String(level)}`], { then_branch: graph, else_branch: branch('Relu') });
  }
  return { ...inner, output: ['b'] };
}

/** b = Relu(a), as often as the loop turns. */
const loop = (count: string, turns: TensorInit) =>
  changed({
    between: [
      node('Loop', [count, count === '' ? 'turns' : '', 'a'], ['b'], {
        body: {
          name: 'body',
          input: [value('i', [], INT64), value('c', [], 9), { name: 'x' }],
          node: [node('Identity', ['c'], ['c2']), node('Relu', ['x'], ['x2'])],
          output: [value('c2', [], 9), { name: 'x2' }],
        },
      }),
    ],
    weights: [turns],
  });
const MAY_RUN_ON =
  "Loop node 'b' may run without end: its number of turns is not a constant of at most 10000. Export the model with the loop unrolled.";

/** Subgraphs and functions. */
export const controlFlow = entries([
  [
    'an If on the image',
    changed({
      between: [
        node('ReduceSum', ['a'], ['s'], { keepdims: 0 }),
        node('Greater', ['s', 'zero'], ['t']),
        node('If', ['t'], ['b'], { then_branch: branch('Relu'), else_branch: branch('Abs') }),
      ],
      weights: [floats('zero', [], [0])],
    }),
    'operator-unsupported',
    "Layer 'a' cannot be explained: If node 'b' (operator set 17) has no rule. No layer of this model can be explained.",
  ],
  [
    'a Loop without end',
    loop('', { name: 'turns', dataType: 9, rawData: Uint8Array.of(1) }),
    'model-unsupported',
    MAY_RUN_ON,
  ],
  ['a Loop of 2^62 turns', loop('turns', ints('turns', [1n << 62n], [])), 'model-unsupported', MAY_RUN_ON],
  ['a Loop of three turns', loop('turns', ints('turns', [3], [])), 'opens', ''],
  [
    'a Scan',
    between(
      node('Scan', ['a'], ['b'], {
        num_scan_inputs: 1,
        body: {
          name: 'body',
          input: [value('x', [4, 8, 8])],
          node: [node('Relu', ['x'], ['r'])],
          output: [value('r', [4, 8, 8])],
        },
      }),
    ),
    'opens',
    '',
  ],
  [
    'a branch within a branch, forty deep',
    changed({ between: [nested(20)], weights: [{ name: 't', dataType: 9, rawData: Uint8Array.of(1) }] }),
    'opens',
    '',
  ],
  [
    'a branch within a branch without end',
    changed({ between: [nested(300)], weights: [{ name: 't', dataType: 9, rawData: Uint8Array.of(1) }] }),
    'model-unreadable',
    'The file is damaged or not an ONNX model: at byte 1491 of 36526 messages lie too deep within each other. Copy or export it again.',
  ],
  [
    'a function that calls itself',
    changed({
      between: [local('endless', 'a', 'b')],
      more: {
        opsetImport: [
          { domain: '', version: 17n },
          { domain: 'local', version: 1n },
        ],
        functions: [
          {
            name: 'endless',
            domain: 'local',
            input: ['x'],
            output: ['y'],
            node: [local('endless', 'x', 'y')],
          },
        ],
      },
    }),
    'model-unreadable',
    "Function 'endless' of the model calls itself. Export the model again.",
  ],
  [
    'functions that double without end',
    changed({
      between: [local('f0', 'a', 'b')],
      more: {
        opsetImport: [
          { domain: '', version: 17n },
          { domain: 'local', version: 1n },
        ],
        functions: Array.from({ length: 40 }, (_, level) => ({
          name: `f${String(level)}`,
          domain: 'local',
          input: ['x'],
          output: ['y'],
          node:
            level === 39
              ? [node('Relu', ['x'], ['y'])]
              : [local(`f${String(level + 1)}`, 'x', 'z'), local(`f${String(level + 1)}`, 'z', 'y')],
        })),
      },
    }),
    'model-unreadable',
    'The functions of the model call each other so often that they stand for more than 100000 nodes. Export the model again.',
  ],
]);
