import type { ModelCard } from '../../../shared/modelCard.ts';
import type { Explanation } from '../../../shared/result.ts';
import { providerName } from '../../components/providerName.ts';
import { counted, milliseconds } from '../../components/words.ts';

/** Which provider runs the model; of those that are not usable how many, and why each. */
export function providerWords({ provider, providers }: Pick<ModelCard, 'provider' | 'providers'>): {
  readonly text: string;
  readonly reasons: string;
} {
  const refused = providers.filter(({ usable }) => !usable);
  const others = refused.length > 0 ? `, ${counted(refused.length, 'other provider')} not usable` : '';
  return {
    text: `${providerName(provider)}${others}`,
    reasons: refused.map(({ id, reason }) => `${providerName(id)}: ${reason ?? ''}`).join('\n'),
  };
}

/** What the explanation on show took, step by step. */
export function timeWords({ forward, explain }: Explanation['milliseconds']): string {
  return `forward ${milliseconds(forward)} · explain ${milliseconds(explain)}`;
}
