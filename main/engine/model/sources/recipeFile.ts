import { preprocessingSchema } from '../../../../shared/modelCard.ts';
import type { Preprocessing } from '../../../../shared/modelCard.ts';
import { preprocessorConfigOf } from './huggingFace.ts';
import { checked, unusable } from './readJson.ts';
import { completeRecipe } from './recipe.ts';
import type { Source } from './source.ts';
import { isTimmConfig, timmConfigOf } from './timm.ts';

const ownSchema = preprocessingSchema.omit({ source: true }).partial().strict();
/** Fields that tell it from a preprocessor_config.json, which has a `resample` too. */
const OWN_FIELDS = Object.keys(ownSchema.shape).filter((field) => field !== 'resample');

/**
 * Preprocessing that a person gives as JSON: the workbench's own fields, a preprocessor_config.json, or a timm
 * configuration, told by the fields.
 * @throws WorkbenchError 'input-invalid' naming the field
 */
export function readRecipeFile(text: string, name: string): Source {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(name, `it is not valid JSON (${reason})`);
  }
  if (isTimmConfig(json)) return timmConfigOf(json, name);
  const own =
    typeof json === 'object' && json !== null && Object.keys(json).some((key) => OWN_FIELDS.includes(key));
  return own ? ownRecipe(checked(ownSchema, json, name), name) : preprocessorConfigOf(json, name);
}

/** A recipe in the workbench's own fields; those left out are the usual ones. */
export function ownRecipe(
  given: { [K in keyof Preprocessing]?: Preprocessing[K] | undefined },
  name: string,
): Source {
  const said = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Preprocessing>;
  const { crop, resize } = said;
  const size = crop ?? (resize && 'height' in resize ? resize : undefined);
  return { name, size, preprocessing: (input) => completeRecipe(said, input, name) };
}
