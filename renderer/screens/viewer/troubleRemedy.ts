import type { ErrorCode } from '../../../shared/errors.ts';
import type { Workbench } from '../../state/workbench.svelte.ts';

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

/** What the person can do about an explanation that failed, or a model that did not open. */
export function troubleRemedy(code: ErrorCode): TroubleRemedy {
  return REMEDIES[code] ?? { label: 'Try again', act: (workbench) => void workbench.retry() };
}
