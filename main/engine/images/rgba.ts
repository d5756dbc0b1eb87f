import { JsColorType } from '@napi-rs/image';

interface Samples {
  readonly channels: 1 | 2 | 3 | 4;
  readonly bits: 8 | 16;
}

const LAYOUTS: ReadonlyMap<JsColorType, Samples> = new Map([
  [JsColorType.L8, { channels: 1, bits: 8 }],
  [JsColorType.La8, { channels: 2, bits: 8 }],
  [JsColorType.Rgb8, { channels: 3, bits: 8 }],
  [JsColorType.Rgba8, { channels: 4, bits: 8 }],
  [JsColorType.L16, { channels: 1, bits: 16 }],
  [JsColorType.La16, { channels: 2, bits: 16 }],
  [JsColorType.Rgb16, { channels: 3, bits: 16 }],
  [JsColorType.Rgba16, { channels: 4, bits: 16 }],
]);

/**
 * Decoded samples as opaque RGBA: grey is repeated, alpha is dropped and the colour under it kept
 * (Pillow's `convert('RGB')`), 16-bit samples keep their high byte. Null for a layout not listed.
 */
export function opaqueRgba(samples: Uint8Array, colorType: JsColorType, pixels: number): Uint8Array | null {
  const layout = LAYOUTS.get(colorType);
  if (!layout || samples.length !== pixels * layout.channels * (layout.bits / 8)) return null;
  const { channels, bits } = layout;
  const stride = channels * (bits / 8);
  const step = bits / 8;
  // Samples are in the machine's byte order; every machine the runtime supports is little-endian.
  const high = step - 1;
  const grey = channels < 3;
  const rgba = new Uint8Array(pixels * 4);
  for (let i = 0, from = high, to = 0; i < pixels; i++, from += stride, to += 4) {
    rgba[to] = samples[from]!;
    rgba[to + 1] = samples[grey ? from : from + step]!;
    rgba[to + 2] = samples[grey ? from : from + 2 * step]!;
    rgba[to + 3] = 255;
  }
  return rgba;
}
