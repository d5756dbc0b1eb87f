import type { Explanation } from '../result.ts';
import type { FigureData } from './figureData.ts';
import type { FigureSpec } from './figureSpec.ts';
import { formatNumber, formatPercent } from './format.ts';

/** Separates the facts of a title; lines break only here. */
export const SEPARATOR = '  ·  ';

/** The figure's heading: the class explained. */
export function heading({ explanation }: FigureData): string {
  const { target } = explanation;
  return target.versus ? `${target.class.label} rather than ${target.versus.label}` : target.class.label;
}

/** Under the heading, a paragraph each: what came out (prediction, scores, completeness), and how it was made. */
export function subtitles(
  { explanation, methodTitle, modelName, coalition }: FigureData,
  spec: FigureSpec,
): string[] {
  const { target, prediction, base, score, residual, accurate, exact, layer } = explanation;
  const top = prediction.top[0];
  const quantity = target.versus ? 'difference of logits' : 'logit';
  const absent = spec.absent.length;
  const result = [
    top && top.index !== target.class.index ? `top-1 ${top.label} ${formatPercent(top.probability)}` : null,
    `${top?.index === target.class.index ? 'top-1, probability' : 'probability'} ${formatPercent(target.class.probability)}`,
    `${quantity} ${formatNumber(score)}, base ${formatNumber(base)}`,
    residual === null
      ? null
      : `residual ${formatNumber(residual)} (${accurate ? 'locally accurate' : 'not locally accurate'})`,
    exact ? 'exact Shapley values' : null,
    absent > 0
      ? `without ${absent} ${absent === 1 ? 'channel' : 'channels'}${coalitionText(coalition)}`
      : null,
  ].filter((fact) => fact !== null);
  return [result.join(SEPARATOR), [`${methodTitle} at ${layer}`, modelName].join(SEPARATOR)];
}

function coalitionText(coalition: FigureData['coalition']): string {
  return coalition === null
    ? ''
    : `: v(S) = ${formatNumber(coalition.score)}, probability ${formatPercent(coalition.probability)}`;
}

/** Above the photo; a crop is explained, once in a figure. */
export function photoCaption(cropped: boolean): string {
  return `Photo${cropped ? HATCHED : ''}`;
}

/** Above the overlay: what its colours mean. */
export function overlayCaption({ methodTitle }: FigureData, spec: FigureSpec, cropped: boolean): string {
  const meaning = spec.view.signed ? 'evidence for (red) and against (blue)' : 'evidence for the class';
  return `${methodTitle}, ${meaning}${cropped ? HATCHED : ''}`;
}

const HATCHED = ' (hatched: not seen)';

/** What the weights are: shares of the score only where the method's weights add up to it. */
export function weightUnit({ residual, target }: Pick<Explanation, 'residual' | 'target'>): string {
  if (residual === null) return 'α (weight)';
  return target.versus ? 'α (share of logit difference)' : 'α (share of logit)';
}

/** Above the bars: how many channels, in which order, and how much of the whole they carry. */
export function barsCaption(alpha: Float32Array, channels: readonly number[], spec: FigureSpec): string {
  const total = alpha.reduce((sum, value) => sum + Math.abs(value), 0);
  const shown = channels.reduce((sum, channel) => sum + Math.abs(alpha[channel]!), 0);
  const order = { magnitude: 'largest magnitude first', value: 'largest first', index: 'by index' }[
    spec.bars.order
  ];
  const share = total > 0 ? `; ${formatPercent(shown / total)} of the total magnitude` : '';
  return `${channels.length} of ${alpha.length} channels, ${order}${share}`;
}
