import type { Tensor } from '../../../shared/tensor.ts';
import { writeNpz } from '../../engine/arrays/npz.ts';
import type { Explained } from '../../engine/explain.ts';
import { figureOf } from '../../engine/figures/figureOf.ts';
import { overlaySpec } from '../../engine/figures/overlaySpec.ts';
import type { ExplanationRecord } from './explanationRecord.ts';
import type { Input, LoadedInput } from './inputs.ts';

export const SAVE_FORMATS = ['json', 'png', 'npz', 'svg', 'pdf'] as const;
export type SaveFormat = (typeof SAVE_FORMATS)[number];

/** An explanation in all the forms it may be saved in. */
export interface Saveable {
  readonly explained: Explained;
  readonly record: ExplanationRecord;
  readonly loaded: LoadedInput;
}

const FIGURE = { widthMillimetres: 120, dpi: 200 } as const;

/** The bytes of one file. @param version of the program, for the provenance */
export async function encodeAs(
  format: SaveFormat,
  { row }: Input,
  saveable: Saveable,
  version: string,
): Promise<Uint8Array> {
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(saveable.record)}\n`);
  const { explained, loaded } = saveable;
  if (format === 'npz') return writeNpz(arraysOf(explained));
  const original = { photo: loaded.photo, sha256: await loaded.sha256(), row };
  const { data } = await figureOf(overlaySpec(''), explained, original, null, { ...FIGURE, format }, version);
  return data;
}

function arraysOf({ explanation }: Explained): Record<string, Tensor> {
  const { alpha, map, activation, layerShape } = explanation;
  const dims = [map.height, map.width];
  return {
    ...(alpha && { alpha: { dims: [alpha.length], data: alpha } }),
    map: { dims, data: map.relu },
    signed: { dims, data: map.signed },
    activation: { dims: [...layerShape], data: activation },
  };
}

/** Characters that some file system or shell refuses in a name. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNFIT = /[<>:"|?*\\\u0000-\u001f]/g;

/**
 * Path of an explanation's files below the output folder, without the ending:
 * `<relative path>[.<row>].<layer>.<class>[-<versus>].<method>`.
 */
export function outputStem({ relative, row }: Input, { explanation }: Explained): string {
  const { layer, target, method } = explanation;
  const versus = target.versus ? `-${String(target.versus.index)}` : '';
  const name = [
    relative,
    ...(row === null ? [] : [String(row)]),
    layer.replaceAll('/', '_'),
    `${String(target.class.index)}${versus}`,
    method,
  ].join('.');
  return name.replace(UNFIT, '_');
}
