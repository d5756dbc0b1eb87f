import type { ModelCard } from '../../../shared/modelCard.ts';
import type { Explanation } from '../../../shared/result.ts';
import { providerName } from '../../components/providerName.ts';
import { counted, milliseconds } from '../../components/words.ts';

/** Which provider runs the model, and how many are not usable. */
export function providerWords({ provider, providers }: Pick<ModelCard, 'provider' | 'providers'>): string {
  const refused = providers.filter(({ usable }) => !usable).length;
  const others = refused > 0 ? `, ${counted(refused, 'other provider')} not usable` : '';
  return `${providerName(provider)}${others}`;
}

/** What the explanation on show took, step by step. */
export function timeWords({ forward, explain }: Explanation['milliseconds']): string {
  return `forward ${milliseconds(forward)} · explain ${milliseconds(explain)}`;
}
