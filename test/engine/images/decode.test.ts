import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeImage, decodeImageBytes } from '../../../main/engine/images/decode.ts';
import { encodeRaster } from '../../../main/engine/images/encode.ts';

const folder = path.resolve('test/fixtures/decode');
const references = readdirSync(folder).filter((name) => name.endsWith('.rgb') && !name.startsWith('resize.'));

function pillow(name: string): { width: number; height: number; rgb: Uint8Array } {
  const bytes = readFileSync(path.join(folder, name));
  return { width: bytes.readUInt32LE(0), height: bytes.readUInt32LE(4), rgb: bytes.subarray(8) };
}

describe('decodes what Pillow decodes, upright and opaque', () => {
  test.each(references.map((name) => name.slice(0, -4)))('%s', async (name) => {
    const expected = pillow(`${name}.rgb`);
    const raster = await decodeImage(path.join(folder, name));
    expect([raster.width, raster.height]).toEqual([expected.width, expected.height]);
    let different = 0;
    for (let i = 0; i < raster.width * raster.height; i++) {
      for (let c = 0; c < 3; c++) if (raster.data[i * 4 + c] !== expected.rgb[i * 3 + c]) different++;
      expect(raster.data[i * 4 + 3]).toBe(255);
    }
    expect(different).toBe(0);
  });

  test('covers every orientation and format', () => {
    const names = references.join(' ');
    for (let orientation = 1; orientation <= 8; orientation++) {
      expect(names).toContain(`orientation${orientation}.jpg`);
    }
    for (const format of ['jpg', 'png', 'webp', 'gif', 'avif', 'bmp'])
      expect(names).toContain(`.${format}.rgb`);
  });
});

describe('says what is wrong with a file', () => {
  const whole = ['progressive.jpg', 'alpha.png', 'plain.webp', 'animated.gif', 'plain.avif', 'plain.bmp'];
  test.each(whole)('cut short: %s', async (name) => {
    const bytes = readFileSync(path.join(folder, name));
    const cut = bytes.subarray(0, Math.floor(bytes.length * (name.endsWith('.gif') ? 0.3 : 0.6)));
    await expect(decodeImageBytes(cut, name)).rejects.toMatchObject({
      name: 'WorkbenchError',
      code: 'image-unreadable',
      message: expect.stringContaining(name),
    });
  });

  test.each([
    ['empty.jpg', new Uint8Array(0), 'empty'],
    ['notes.png', new TextEncoder().encode('these are only words, many of them'), 'not an image'],
    [
      'drawing.svg',
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'SVG',
    ],
  ])('%s', async (name, bytes, reason) => {
    await expect(decodeImageBytes(bytes, name)).rejects.toThrow(reason);
  });

  test('too large, before decoding', async () => {
    const png = new Uint8Array(await encodeRaster({ width: 1, height: 1, data: new Uint8Array(4) }, 'png'));
    new DataView(png.buffer).setUint32(16, 60_000);
    new DataView(png.buffer).setUint32(20, 60_000);
    await expect(decodeImageBytes(png, 'bomb.png')).rejects.toThrow(/60000 × 60000 pixels.*Scale it down/);
  });

  test('missing', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'decode-')), 'gone.png');
    await expect(decodeImage(file)).rejects.toThrow(/gone\.png.*ENOENT/);
  });

  test('damaged inside', async () => {
    const bytes = new Uint8Array(readFileSync(path.join(folder, 'alpha.png')));
    bytes.fill(0x55, 60, 400);
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'decode-')), 'damaged.png');
    await writeFile(file, bytes);
    await expect(decodeImage(file)).rejects.toMatchObject({ code: 'image-unreadable' });
  });
});
