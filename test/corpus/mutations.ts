import fc from 'fast-check';

type Change = (bytes: Uint8Array) => Uint8Array;

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** A position as a share of the length, so that it means something after other changes too. */
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Uint8Array, where: number): number => Math.floor(where * bytes.length);

const flipBit = fc.tuple(share, fc.nat(7)).map(([where, bit]): Change => (bytes) => {
  const changed = Uint8Array.from(bytes);
  changed[at(bytes, where)] = (bytes[at(bytes, where)] ?? 0) ^ (1 << bit);
  return changed;
});
const setByte = fc
  .tuple(share, fc.constantFrom(0, 1, 0x7f, 0x80, 0xff))
  .map(([where, value]): Change => (bytes) => {
    const changed = Uint8Array.from(bytes);
    changed[at(bytes, where)] = value;
    return changed;
  });
const cut = share.map(
  (where): Change =>
    (bytes) =>
      bytes.subarray(0, at(bytes, where)),
);
const remove = fc.tuple(share, fc.integer({ min: 1, max: 40 })).map(([where, count]): Change => (bytes) => {
  const start = at(bytes, where);
  return joined(bytes.subarray(0, start), bytes.subarray(start + count));
});
const splice = fc
  .tuple(share, share, fc.integer({ min: 1, max: 60 }))
  .map(([from, to, count]): Change => (bytes) => {
    const part = bytes.subarray(at(bytes, from), at(bytes, from) + count);
    return joined(bytes.subarray(0, at(bytes, to)), part, bytes.subarray(at(bytes, to)));
  });
/** A number or a length of seven bits becomes a longer one. */
const lengthen = fc.tuple(share, fc.integer({ min: 1, max: 9 })).map(([where, count]): Change => (bytes) => {
  const start = at(bytes, where);
  return joined(bytes.subarray(0, start), new Uint8Array(count).fill(0xff), bytes.subarray(start));
});
const insert = fc
  .tuple(share, fc.uint8Array({ minLength: 1, maxLength: 12 }))
  .map(([where, some]): Change => (bytes) => {
    return joined(bytes.subarray(0, at(bytes, where)), some, bytes.subarray(at(bytes, where)));
  });

/** One to four damages to a file. */
export function mutated(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.oneof(
    { weight: 4, arbitrary: flipBit },
    { weight: 3, arbitrary: setByte },
    ...[cut, remove, splice, lengthen, insert].map((arbitrary) => ({ weight: 1, arbitrary })),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((bytes, each) => each(bytes), whole));
}
