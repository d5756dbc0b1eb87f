import type { ErrorCode } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import type { Workbench } from '../../state/workbench.svelte.ts';
import { layerToTry } from '../viewer/mapRemedies.ts';

interface TroubleRemedy {
  readonly label: string;
  readonly act: (workbench: Workbench) => void;
}

const REMEDIES: Readonly<Partial<Record<ErrorCode, TroubleRemedy>>> = {
  'model-changed': { label: 'Open it again', act: ({ opener }) => void opener.modelAgain() },
  'provider-failed': {
    label: 'Go on on the processor',
    act: (workbench) => void workbench.restartEngine('cpu'),
  },
  'folder-missing': { label: 'Look again', act: ({ opener }) => void opener.rescan() },
};

/** What would fail at this layer every time. */
const OF_THE_LAYER: readonly ErrorCode[] = ['value-not-finite', 'operator-unsupported', 'layer-unknown'];

/**
 * What the person can do about something that failed.
 * @param layer another one to try; null where there is none, or no model is open
 * @param again does once more what failed
 */
export function troubleRemedy(code: ErrorCode, layer: string | null, again: () => void): TroubleRemedy {
  if (layer !== null && OF_THE_LAYER.includes(code))
    return { label: `Try layer ${layer}`, act: (workbench) => workbench.selectLayer(layer) };
  return REMEDIES[code] ?? { label: 'Try again', act: again };
}

/** The layer to try where the present one fails: the model's default, or else one near it. */
export function otherLayer({ layers, defaultLayer }: ModelCard, present: string): string | null {
  if (defaultLayer !== present) return defaultLayer;
  return layerToTry(layers, present, defaultLayer)?.tensor ?? null;
}
