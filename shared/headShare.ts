import type { Layer, ModelCard } from './modelCard.ts';

/** Share of the model's multiply-accumulates that a layer's head takes, 0 to 1: what one coalition costs beside a forward pass. */
export function headShare(
  { headMultiplyAdds }: Pick<Layer, 'headMultiplyAdds'>,
  { multiplyAdds }: Pick<ModelCard, 'multiplyAdds'>,
): number {
  return multiplyAdds === 0 ? 0 : headMultiplyAdds / multiplyAdds;
}

/** A share in percent, no finer than it matters. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return '0%';
  return percent < 1 ? '<1%' : `${percent.toFixed(0)}%`;
}
