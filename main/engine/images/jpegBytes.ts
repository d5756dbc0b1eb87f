/** Markers without a length: TEM, RST0-7, SOI, EOI. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
}

/**
 * A JPEG without its EXIF and colour profile segments (APP1, APP2), so that a decoder gives the
 * stored samples as Pillow does: neither turned nor colour-managed. Null when the file stops before
 * its end-of-image marker, which decoders fill up with grey without a word.
 */
export function bareJpeg(bytes: Uint8Array): Uint8Array | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff || standsAlone(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xda) {
      kept.push(bytes.subarray(at));
      return endsAfter(bytes, at) ? Buffer.concat(kept) : null;
    }
    const next = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (marker !== 0xe1 && marker !== 0xe2) kept.push(bytes.subarray(at, next));
    at = next;
  }
  return null;
}

/** Inside a scan every 0xFF data byte is followed by 0x00, so 0xFFD9 can only be the end of the image. */
function endsAfter(bytes: Uint8Array, scan: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf('ffd9', scan, 'hex') >= 0;
}
