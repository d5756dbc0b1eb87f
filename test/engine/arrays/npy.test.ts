import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readNpy, writeNpy } from '../../../main/engine/arrays/npy.ts';
import { writeNpz } from '../../../main/engine/arrays/npz.ts';

function file(version: number, header: string, body: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    version,
    0,
    ...length,
    ...text,
    ...body,
  ]);
}

const header = (descr: string, order: string, shape: string) =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`;
const body = new Uint8Array(Float32Array.of(1.5, -2, 3, 0.25, 5, 6).buffer);

describe('readNpy', () => {
  test.each([1, 2, 3])('version %d', (version) => {
    const tensor = readNpy(file(version, header('<f4', 'False', '2, 3'), body), 'a.npy');
    expect(tensor).toEqual({ dims: [2, 3], data: Float32Array.of(1.5, -2, 3, 0.25, 5, 6) });
  });

  test('big-endian, one dimension, scalar', () => {
    const swapped = Uint8Array.of(0x3f, 0xc0, 0, 0);
    expect(readNpy(file(1, header('>f4', 'False', '1,'), swapped), 'a')).toEqual({
      dims: [1],
      data: Float32Array.of(1.5),
    });
    expect(readNpy(file(1, header('<f4', 'False', ''), body.slice(0, 4)), 'a').dims).toEqual([]);
  });

  test.each([
    ['another type', file(1, header('<f8', 'False', '2, 3'), body), /<f8, not float32.*astype/],
    ['Fortran order', file(1, header('<f4', 'True', '2, 3'), body), /Fortran.*ascontiguousarray/],
    ['too few bytes', file(1, header('<f4', 'False', '2, 4'), body), /needs 32 bytes, found 24/],
    ['another version', file(9, header('<f4', 'False', '2, 3'), body), /version 9/],
    ['no .npy at all', new TextEncoder().encode('hello, this is text'), /not a \.npy/],
    ['a damaged header', file(1, '{"descr": 3}', body), /header is damaged/],
    ['an empty file', new Uint8Array(0), /not a \.npy/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readNpy(bytes, 'a.npy')).toThrow(message);
    expect(() => readNpy(bytes, 'a.npy')).toThrow(expect.objectContaining({ code: 'input-invalid' }));
  });
});

test('what is written reads back, the data aligned to 64 bytes', () => {
  for (const dims of [[], [6], [2, 3], [1, 3, 2, 1]]) {
    const data = Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => i / 3 - 1);
    const bytes = writeNpy({ dims, data });
    expect((bytes.length - data.length * 4) % 64).toBe(0);
    expect(readNpy(bytes, 'a')).toEqual({ dims, data });
  }
});

test('an archive holds one .npy per array, and equal arrays make equal files', () => {
  const arrays = {
    alpha: { dims: [2], data: Float32Array.of(1, 2) },
    map: { dims: [1, 1], data: Float32Array.of(7) },
  };
  const bytes = writeNpz(arrays);
  const entries = unzipSync(bytes);
  expect(Object.keys(entries)).toEqual(['alpha.npy', 'map.npy']);
  expect(readNpy(entries['map.npy']!, 'map')).toEqual(arrays.map);
  expect(writeNpz(arrays)).toEqual(bytes);
});
