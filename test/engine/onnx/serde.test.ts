import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
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
