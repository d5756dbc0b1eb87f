import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../support/engineUnderTest.ts';
import { corpus } from './index.ts';

let folder: string;
let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-corpus-'));
  engine = await startEngine(30_000);
}, 180_000);
afterAll(async () => {
  engine.stop();
  await rm(folder, { recursive: true });
});

describe.each(Object.entries(corpus))('%s', (_group, list) => {
  test.each(list.map((entry) => [entry.name, entry] as const))('%s', async (name, entry) => {
    const own = await mkdtemp(path.join(folder, 'model-'));
    const file = path.join(own, name.endsWith('.onnx') ? name : 'classifier.onnx');
    await writeFile(file, entry.bytes());
    for (const [beside, bytes] of Object.entries(entry.beside ?? {}))
      await writeFile(path.join(own, beside), bytes);
    const { code, message } = await engine.outcome(file);
    expect({ code, message: message.replaceAll(own, '...') }).toEqual({
      code: entry.code,
      message: entry.message.replaceAll('.../', `...${path.sep}`),
    });
    expect(message).not.toContain('\n');
  });
});
