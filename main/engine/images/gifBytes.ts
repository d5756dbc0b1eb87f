/**
 * A GIF whose first frame is made opaque, so that a transparent pixel keeps its palette colour as
 * Pillow's conversion to RGB does. Null when the file stops before that frame's end.
 */
export function opaqueGif(bytes: Uint8Array): Uint8Array | null {
  const opaque = bytes.slice();
  const flags = bytes[10] ?? 0;
  let at = 13 + paletteBytes(flags);
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === 0x21) {
      const graphicControl = bytes[at + 1] === 0xf9;
      if (graphicControl) opaque[at + 3] = (bytes[at + 3] ?? 0) & 0xfe;
      at = afterSubBlocks(bytes, at + 2);
    } else if (block === 0x2c) {
      const data = at + 10 + paletteBytes(bytes[at + 9] ?? 0) + 1;
      return afterSubBlocks(bytes, data) <= bytes.length ? opaque : null;
    } else {
      return null;
    }
  }
  return null;
}

function paletteBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Sub-blocks are a length byte and that many bytes, ended by a length of 0; past the file when cut short. */
function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at]!;
    at += length + 1;
    if (length === 0) return at;
  }
  return bytes.length + 1;
}
