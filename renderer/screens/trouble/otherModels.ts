import { BUNDLED_MODEL } from '../../../shared/bundled.ts';
import type { Workbench } from '../../state/workbench.svelte.ts';
import type { TroubleRemedy } from './troubleRemedies.ts';

/** Models to go on with where none could be opened: one that the person picks, where the host has a dialog, and the bundled one. */
export function otherModels({ models, engine }: Pick<Workbench, 'models' | 'engine'>): TroubleRemedy[] {
  if (!models.error || models.card) return [];
  const bundled = models.offered.find(({ ref }) => ref === BUNDLED_MODEL && ref !== models.entry?.ref);
  const remedies: TroubleRemedy[] = [];
  if (engine.host?.dialogs)
    remedies.push({ label: 'Open another model', act: ({ opener }) => void opener.pickModel() });
  if (bundled)
    remedies.push({ label: `Use ${bundled.name}`, act: ({ opener }) => void opener.model(bundled) });
  return remedies;
}
