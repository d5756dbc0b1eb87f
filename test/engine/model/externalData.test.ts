import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DiskFile } from '../../../main/engine/model/diskFile.ts';
import { externalData } from '../../../main/engine/model/externalData.ts';

let folder: string;
beforeAll(async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'liftcam-external-'));
  folder = path.join(root, 'model');
  await mkdir(folder);
  await writeFile(path.join(folder, 'm.onnx'), 'the model');
  await writeFile(path.join(folder, 'weights.bin'), Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]));
  await writeFile(path.join(root, 'secret.bin'), 'secret');
  await symlink(path.join(root, 'secret.bin'), path.join(folder, 'link.bin'));
});
afterAll(() => rm(path.dirname(folder), { recursive: true }));

function reader(large = Infinity) {
  const file = path.join(folder, 'm.onnx');
  return externalData({ file, folder, name: 'm' }, new DiskFile(file), large);
}

describe('weights in a file beside the model', () => {
  test('are read from their offset', () => {
    expect(reader().read('weights.bin', 2, 4, 'w')).toEqual(Uint8Array.from([2, 3, 4, 5]));
    expect(reader().read('weights.bin', 6, null, 'w')).toEqual(Uint8Array.from([6, 7]));
    expect(reader().read('m.onnx', 4, 5, 'w')).toEqual(new TextEncoder().encode('model'));
  });

  test('stay there when they are large, and their place is known', () => {
    const external = reader(4);
    expect(external.read('weights.bin', 2, 4, 'w')).toMatchObject({ offset: 2, length: 4 });
    expect(external.read('weights.bin', 6, null, 'w')).toEqual(Uint8Array.from([6, 7]));
    expect(external.places.map(({ offset, length }) => [offset, length])).toEqual([
      [2, 4],
      [6, 2],
    ]);
  });

  test.each([
    ['../secret.bin', 0, 1, "The weights of 'w' point to '../secret.bin', outside the model's folder. "],
    ['link.bin', 0, 1, "The weights of 'w' point to 'link.bin', outside the model's folder. "],
    ['/etc/hosts', 0, 1, "The weights of 'w' point to '/etc/hosts', outside the model's folder. "],
    ['', 0, 1, "should lie in '', which is not there. Put the file beside the model."],
    ['missing.bin', 0, 1, "should lie in 'missing.bin', which is not there. Put the file beside the model."],
    [
      'weights\0.bin',
      0,
      1,
      "should lie in 'weights.bin', which is not there. Put the file beside the model.",
    ],
    ['weights.bin', 4, 8, "'weights.bin' ends before the weights of 'w'. Copy it again."],
    ['weights.bin', -1, 2, "'weights.bin' ends before the weights of 'w'. Copy it again."],
    ['weights.bin', 2 ** 60, 2, "'weights.bin' ends before the weights of 'w'. Copy it again."],
    ['weights.bin', 2 ** 52, 2 ** 53, "'weights.bin' ends before the weights of 'w'. Copy it again."],
    ['weights.bin', 9, null, "'weights.bin' ends before the weights of 'w'. Copy it again."],
    ['weights.bin', NaN, 2, "'weights.bin' ends before the weights of 'w'. Copy it again."],
    ['weights.bin', 0, NaN, "'weights.bin' ends before the weights of 'w'. Copy it again."],
  ] as const)('%j at %d for %d bytes is refused', (location, offset, length, message) => {
    expect(() => reader().read(location, offset, length, 'w')).toThrow(message);
  });
});
