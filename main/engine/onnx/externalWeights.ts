import { WorkbenchError } from '../../../shared/errors.ts';
import { byteLength, storedConstant, type Constant, type Place, type WeightFile } from './constant.ts';
import type { Model } from './ir.ts';
import { encodeModel, INLINE_LIMIT } from './serde.ts';

/** A model file, and what the file of weights beside it holds where one file cannot hold all. */
export interface EncodedModel {
  readonly bytes: Uint8Array;
  /** Null where everything is in `bytes`. */
  readonly weights: Iterable<Uint8Array> | null;
}

/** Smaller tensors stay in the model file: shape inference reads them there. */
const SMALLEST = 1024;
/** Pages, so that a runtime can map the file into its memory. */
const ALIGNMENT = 4096;
const CHUNK = 64 * 2 ** 20;

/**
 * Writes a model with its large weights beside it where they pass what one file can hold.
 * @param location name of the file of weights, beside the model file
 * @param limit bytes of weights that one file holds
 */
export function encodeModelFiles(model: Model, location: string, limit = INLINE_LIMIT): EncodedModel {
  const { constants } = model.graph;
  const size = [...constants.values()].reduce((sum, constant) => sum + byteLength(constant), 0);
  if (size <= limit) return { bytes: encodeModel(model), weights: null };
  const file = unwritten(location);
  const moved = new Map(constants);
  const places: [Constant, Place][] = [];
  let end = 0;
  for (const [name, constant] of constants) {
    const length = byteLength(constant);
    if (length < SMALLEST) continue;
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    const place = { file, offset, length };
    moved.set(name, storedConstant(constant.dtype, constant.dims, place));
    places.push([constant, place]);
    end = offset + length;
  }
  const beside = { ...model, graph: { ...model.graph, constants: moved } };
  const bytes = encodeModel(beside, (place) => (place.file === file ? location : undefined));
  return { bytes, weights: chunks(places) };
}

/** The file that the weights go to; nothing can be read from it yet. */
function unwritten(path: string): WeightFile {
  return {
    path,
    check: () => undefined,
    read: () => {
      throw new WorkbenchError('internal', `'${path}' is still to be written.`);
    },
  };
}

function* chunks(places: readonly (readonly [Constant, Place])[]): Generator<Uint8Array> {
  let at = 0;
  for (const [constant, { offset, length }] of places) {
    if (offset > at) yield new Uint8Array(offset - at);
    const { bytes } = constant;
    for (let from = 0; from < length; from += CHUNK) yield bytes.subarray(from, from + CHUNK);
    at = offset + length;
  }
}
