/**
 * An AVIF whose ICC colour profile (`colr` box of type `prof` or `rICC`) is renamed to a box no
 * decoder knows, so that the samples come out as stored, as Pillow gives them.
 */
export function bareAvif(bytes: Uint8Array): Uint8Array {
  const bare = Buffer.from(bytes);
  for (const kind of ['colrprof', 'colrrICC']) {
    const at = bare.indexOf(kind, 0, 'latin1');
    if (at >= 0) bare.write('skip', at, 'latin1');
  }
  return bare;
}
