import type { ErrorCode } from '../../../shared/errors.ts';
import type { Workbench } from '../../state/workbench.svelte.ts';
import type { Others } from './others.ts';

export interface TroubleRemedy {
  readonly label: string;
  readonly act: (workbench: Workbench) => void;
}

const REMEDIES: Readonly<Partial<Record<ErrorCode, TroubleRemedy>>> = {
  'model-changed': { label: 'Open it again', act: ({ opener }) => void opener.modelAgain() },
  'model-missing': { label: 'Look again', act: ({ opener }) => void opener.findModel() },
  'provider-failed': {
    label: 'Go on on the processor',
    act: (workbench) => void workbench.restartEngine('cpu'),
  },
  'folder-missing': { label: 'Look again', act: ({ opener }) => void opener.rescan() },
};

/** What would fail at this layer every time. */
const OF_THE_LAYER: readonly ErrorCode[] = [
  'value-not-finite',
  'operator-unsupported',
  'layer-unknown',
  'input-invalid',
];
/** What would fail with this method every time; others may work here. */
const OF_THE_METHOD: readonly ErrorCode[] = ['operator-unsupported', 'input-invalid'];

/**
 * What the person can do about something that failed.
 * @param others what could be explained instead
 * @param again does once more what failed; null where something else does that
 */
export function troubleRemedies(
  code: ErrorCode,
  { layer, method }: Others,
  again: (() => void) | null,
): TroubleRemedy[] {
  const remedies: TroubleRemedy[] = [];
  if (layer !== null && OF_THE_LAYER.includes(code))
    remedies.push({ label: `Try layer ${layer}`, act: (workbench) => workbench.selectLayer(layer) });
  if (method && OF_THE_METHOD.includes(code))
    remedies.push({
      label: `Explain by ${method.title}`,
      act: (workbench) => workbench.selectMethod(method.id),
    });
  if (remedies.length > 0) return remedies;
  const remedy = REMEDIES[code] ?? (again && { label: 'Try again', act: again });
  return remedy ? [remedy] : [];
}
