import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';

/**
 * Plain data as one binary frame: MessagePack, with an extension type for each kind of typed array, which holds the
 * elements as they lie in memory (little-endian on every platform that ONNX Runtime and Electron are built for).
 * Bytes (Uint8Array) use MessagePack's own binary type. A negative zero outside a typed array becomes zero.
 */
export function encodeFrame(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { extensionCodec, ignoreUndefined: true });
}

/** The inverse of {@link encodeFrame}. Throws when the frame is damaged. */
export function decodeFrame(frame: ArrayBuffer | Uint8Array): unknown {
  return decode(frame, { extensionCodec });
}

const typedArrays = [
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint16Array,
  Uint32Array,
  Uint8ClampedArray,
] as const;

const extensionCodec = new ExtensionCodec();
typedArrays.forEach((TypedArray, index) => {
  extensionCodec.register({
    type: index,
    encode: (value) =>
      value instanceof TypedArray ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
    // A frame's payload starts at any byte; the copy starts at an aligned one.
    decode: (payload) => {
      if (payload.byteLength % TypedArray.BYTES_PER_ELEMENT !== 0)
        throw new RangeError('Typed array cut short');
      return new TypedArray(payload.slice().buffer);
    },
  });
});
