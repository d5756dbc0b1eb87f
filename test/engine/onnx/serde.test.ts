import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { externalReader } from '../../../main/engine/model/modelFile.ts';
import { decodeModel, encodeModel } from '../../../main/engine/onnx/serde.ts';
import { goldenPath, manifest } from '../../support/golden.ts';

function noExternalData(): never {
  throw new Error('no external data here');
}

const files = Object.values(manifest.models).flatMap(({ variants }) =>
  Object.values(variants).map((each) => each.file),
);

test.each(files)('%s is the same model after writing and reading again', (file) => {
  const model = decodeModel(new Uint8Array(readFileSync(goldenPath(file))), noExternalData);
  const again = decodeModel(encodeModel(model), noExternalData);
  expect({ ...again.graph, constants: again.graph.constants.size }).toEqual({
    ...model.graph,
    constants: model.graph.constants.size,
  });
  for (const [name, constant] of model.graph.constants) {
    const other = again.graph.constants.get(name);
    expect(other?.dims).toEqual(constant.dims);
    expect(Buffer.compare(other?.bytes ?? new Uint8Array(), constant.bytes)).toBe(0);
  }
});

test('nodes of one name are told apart, as ONNX Runtime asks', () => {
  const model = decodeModel(
    new Uint8Array(readFileSync(goldenPath('models/tiny-shap-8.dy18.onnx'))),
    noExternalData,
  );
  const alike = model.graph.nodes.map((node, index) => ({ ...node, name: index === 2 ? 'same:1' : 'same' }));
  const written = encodeModel({ ...model, graph: { ...model.graph, nodes: alike } });
  const names = decodeModel(written, noExternalData).graph.nodes.map((node) => node.name);
  expect(new Set(names).size).toBe(alike.length);
  expect(names.slice(0, 3)).toEqual(['same', 'same:2', 'same:1']);
});

test('bytes damaged anywhere give a model or one clear line, never another failure', () => {
  const whole = readFileSync(goldenPath('models/tiny-shap-8.dy18.onnx'));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
      const bytes = Uint8Array.from(whole.subarray(0, Math.max(1, length)));
      bytes[at % bytes.length] = value;
      try {
        decodeModel(bytes, noExternalData);
      } catch (error) {
        expect(error).toBeInstanceOf(WorkbenchError);
        expect((error as WorkbenchError).message).not.toContain('\n');
      }
    }),
    { numRuns: 300, seed: 20261123 },
  );
});

describe('weights in a file beside the model', () => {
  async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'liftcam-external-'));
    try {
      await writeFile(path.join(folder, 'weights.bin'), Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]));
      await run(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const reader = (folder: string) =>
    externalReader({ file: path.join(folder, 'm.onnx'), folder, name: 'm' }, createHash('sha256'));

  test('are read from their offset', () =>
    withFolder((folder) => {
      expect([...reader(folder)('weights.bin', 2, 4, 'w')]).toEqual([2, 3, 4, 5]);
      expect([...reader(folder)('weights.bin', 6, null, 'w')]).toEqual([6, 7]);
      return Promise.resolve();
    }));

  test.each([
    ['../../etc/hosts', 0, 1, /outside the model's folder|not there/],
    ['/etc/hostname', 0, 1, /outside the model's folder|not there/],
    ['missing.bin', 0, 1, /'missing\.bin', which is not there/],
    ['weights.bin', 4, 8, /ends before the weights of 'w'/],
    ['weights.bin', -1, 2, /ends before the weights of 'w'/],
  ] as const)('%s at %i for %i bytes is refused', (location, offset, length, message) =>
    withFolder((folder) => {
      expect(() => reader(folder)(location, offset, length, 'w')).toThrow(message);
      return Promise.resolve();
    }),
  );
});
