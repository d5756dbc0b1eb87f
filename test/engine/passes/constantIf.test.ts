import { describe, expect, test } from 'vitest';
import { DataType, int64Constant } from '../../../main/engine/onnx/constant.ts';
import { Builder } from '../../../main/engine/onnx/builder.ts';
import type { Attribute, Model, Node } from '../../../main/engine/onnx/ir.ts';
import { resolveConstantIfs } from '../../../main/engine/passes/constantIf.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { relativeError } from '../../support/golden.ts';
import { resultOf, smallModel } from '../../support/smallModel.ts';

const DIMS = [1, 2, 3, 4];
const image = { name: 'x', dims: DIMS };

let branches = 0;

/** A branch that has a constant and names of its own and captures tensors from outside. */
function branch(write: (builder: Builder) => string): Attribute {
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [] });
  // ONNX has the names of nodes differ throughout a model.
  branches += 1;
  builder.setPrefix(`branch${String(branches)}`);
  const y = write(builder);
  const outputs = [{ name: y, dtype: DataType.float32, dims: null }];
  return { type: 'graph', value: builder.graph('branch', [], outputs) };
}

const scaled = (x: string, by: number) => branch((b) => b.node('Mul', [x, b.scalar(by)]));

/** Whether x has `size` rows: true of the image's size, not of its values. */
function hasRows(b: Builder, x: string, size: number): string {
  const shape = b.node('Shape', [x]);
  const rows = b.node('Gather', [shape, b.constant(int64Constant([], [2]))]);
  return b.node('Equal', [rows, b.constant(int64Constant([], [size]))]);
}

function operators(model: Model): string[] {
  return model.graph.nodes.map((node: Node) => node.op);
}

async function check(model: Model): Promise<Model> {
  const resolved = await resolveConstantIfs(model, image, evaluateOnce);
  const [before, after] = [await resultOf(model, DIMS), await resultOf(resolved, DIMS)];
  expect(before.length).toBeGreaterThan(0);
  expect(relativeError(after, before)).toBe(0);
  return resolved;
}

describe('an If whose condition follows from the size of the image', () => {
  test.each([
    ['then', 3],
    ['else', 5],
  ])('is replaced by its %s branch', async (_, size) => {
    const model = smallModel(18, DIMS, (b, x) =>
      b.node('If', [hasRows(b, x, size)], { then_branch: scaled(x, 2), else_branch: scaled(x, -3) }),
    );
    expect(operators(await check(model))).not.toContain('If');
  });

  test('is replaced within another, names alike in both branches', async () => {
    const model = smallModel(18, DIMS, (b, x) => {
      const inner = () =>
        branch((own) =>
          own.node('If', [hasRows(own, x, 4)], { then_branch: scaled(x, 5), else_branch: scaled(x, 7) }),
        );
      const first = b.node('If', [hasRows(b, x, 3)], { then_branch: inner(), else_branch: scaled(x, 1) });
      const second = b.node('If', [hasRows(b, x, 9)], { then_branch: scaled(x, 1), else_branch: inner() });
      return b.node('Add', [first, second]);
    });
    expect(operators(await check(model))).not.toContain('If');
  });

  test('takes a branch that hands on a tensor from outside', async () => {
    const model = smallModel(18, DIMS, (b, x) => {
      const relu = b.node('Relu', [x]);
      const handed: Attribute = {
        type: 'graph',
        value: {
          name: 'handed',
          nodes: [
            {
              op: 'Identity',
              domain: '',
              name: 'id',
              inputs: [relu],
              outputs: ['own'],
              attributes: new Map(),
              metadata: new Map(),
            },
          ],
          constants: new Map(),
          inputs: [],
          outputs: [{ name: 'own', dtype: DataType.float32, dims: null }],
        },
      };
      return b.node('If', [hasRows(b, x, 3)], { then_branch: handed, else_branch: scaled(x, 2) });
    });
    expect(operators(await check(model))).not.toContain('If');
  });
});

test('an If whose condition depends on the values of the image stays', async () => {
  const model = smallModel(18, DIMS, (b, x) => {
    const isPositive = b.node('Greater', [b.node('ReduceSum', [x], { keepdims: 0 }), b.scalar(0)]);
    return b.node('If', [isPositive], { then_branch: scaled(x, 2), else_branch: scaled(x, -3) });
  });
  expect(operators(await check(model))).toContain('If');
});
