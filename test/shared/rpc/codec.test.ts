import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../shared/rpc/codec.ts';

describe('binary frames', () => {
  it('return any plain data with typed arrays as it was', () => {
    const leaf = fc.oneof(
      fc.string(),
      // MessagePack packs whole numbers as integers, which have one zero only.
      fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.float32Array(),
      fc.float64Array(),
      fc.int8Array(),
      fc.int16Array(),
      fc.int32Array(),
      fc.uint8Array(),
      fc.uint8ClampedArray(),
      fc.uint16Array(),
      fc.uint32Array(),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree')),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('tree'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, (data) => {
        expect(decodeFrame(encodeFrame(data))).toStrictEqual(data);
      }),
    );
  });

  it('hold floats as four little-endian bytes each', () => {
    const frame = encodeFrame(Float32Array.of(1.5, -2));
    expect(Array.from(frame.slice(-8))).toEqual([0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('refuse a damaged frame', () => {
    const frame = encodeFrame({ data: Float32Array.of(1, 2, 3) });
    expect(() => decodeFrame(frame.slice(0, -1))).toThrow();
    // fixext 1 of type 0: a float32 array of one byte
    expect(() => decodeFrame(Uint8Array.of(0xd4, 0, 1))).toThrow('Typed array cut short');
  });
});
