import type { ErrorCode } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { DEFAULT_METHOD, type Workbench } from '../../state/workbench.svelte.ts';
import { layerToTry } from '../viewer/mapRemedies.ts';

/** What there is beside what failed. */
export interface Others {
  /** Another layer to try; null where there is none. */
  readonly layer: string | null;
  /** Another method to explain by; null where there is none. */
  readonly method: { readonly id: string; readonly title: string } | null;
}

export const NO_OTHERS: Others = { layer: null, method: null };

/** What could be explained in place of an explanation that failed: nothing while no model is open. */
export function othersOf({ models, engine, explanations, method }: Workbench, code: ErrorCode): Others {
  const { card, layerTensor } = models;
  if (models.error || !card || layerTensor === null) return NO_OTHERS;
  // What a method refuses it takes at the default layer, if anywhere.
  const refused = code === 'input-invalid' && card.defaultLayer === layerTensor;
  const layer = refused ? null : otherLayer(card, layerTensor);
  const id = [explanations.before?.method, DEFAULT_METHOD].find((each) => each && each !== method);
  return { layer, method: engine.info?.methods.find((each) => each.id === id) ?? null };
}

/** The layer to try where the present one fails: the model's default, or else one near it. */
export function otherLayer({ layers, defaultLayer }: ModelCard, present: string): string | null {
  if (defaultLayer !== present) return defaultLayer;
  return layerToTry(layers, present, defaultLayer)?.tensor ?? null;
}
