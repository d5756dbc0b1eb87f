import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkbenchError } from '../../shared/errors.ts';
import { outline } from '../../main/engine/onnx/outline.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { inlineFunctions } from '../../main/engine/passes/inlineFunctions.ts';
import { startEngine } from '../support/engineUnderTest.ts';
import { mutated } from './mutations.ts';
import { classifier, floats, node } from './smallProto.ts';

/** A model with something of everything: constants, attributes of all kinds, a subgraph, a function. */
const whole = classifier({
  between: [
    node('Constant', [], ['one'], { value: floats('one', [], [1]) }),
    node('If', ['yes'], ['c'], {
      then_branch: { name: 'g', node: [node('Add', ['a', 'one'], ['t'])], output: [{ name: 't' }] },
      else_branch: { name: 'g', node: [node('Relu', ['a'], ['e'])], output: [{ name: 'e' }] },
    }),
    { ...node('twice', ['c'], ['d']), domain: 'local' },
    node('Conv', ['d', 'k'], ['b'], { pads: [1, 1, 1, 1], group: 4 }),
  ],
  weights: [floats('k', [4, 1, 3, 3]), { name: 'yes', dataType: 9, rawData: Uint8Array.of(1) }],
  more: {
    opsetImport: [
      { domain: '', version: 17n },
      { domain: 'local', version: 1n },
    ],
    functions: [
      {
        name: 'twice',
        domain: 'local',
        input: ['x'],
        output: ['y'],
        opsetImport: [{ domain: '', version: 17n }],
        node: [node('Add', ['x', 'x'], ['y'])],
      },
    ],
  },
});

/** Two more, so that what is well with the first does not hide what is not with others. */
const plain = classifier();

function expectOneClearLine(code: string, message: string): void {
  expect(code).not.toBe('internal');
  expect(code).not.toBe('engine-restarted');
  expect(message).not.toContain('\n');
  expect(message.length).toBeGreaterThan(20);
}

const outside = (): never => {
  throw new WorkbenchError('model-unreadable', 'There is no file beside this model, which says it has one.');
};

test('bytes damaged anywhere are read as a model or refused in one clear line', () => {
  fc.assert(
    fc.property(fc.oneof(mutated(whole), mutated(plain)), (bytes) => {
      const source = {
        size: bytes.length,
        read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
      };
      try {
        inlineFunctions(decodeModel(outline(source, 'model.onnx', Infinity), outside));
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
        expectOneClearLine(error.code, error.message);
      }
    }),
    { numRuns: 4000, seed: 20261125 },
  );
});

let folder: string;
let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-fuzz-'));
  engine = await startEngine(10_000);
}, 180_000);
afterAll(async () => {
  engine.stop();
  await rm(folder, { recursive: true });
});

test('a damaged model is explained or refused in one clear line: the engine neither ends nor hangs', async () => {
  let opened = 0;
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated(whole), mutated(plain)), async (bytes) => {
      const file = path.join(folder, `${String((number += 1))}.onnx`);
      await writeFile(file, bytes);
      const { code, message } = await engine.outcome(file);
      if (code === 'opens') opened += 1;
      else expectOneClearLine(code, message);
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300), seed: Number(process.env['FUZZ_SEED'] ?? 20261125) },
  );
  // Some damages are none; were all refused, nothing would have been tried of what comes after reading.
  expect(opened).toBeGreaterThan(10);
}, 600_000);
