import type { Protocol } from '../../../../shared/measurement.ts';
import { joined } from '../../rows.ts';
import type { MetricSubject } from '../metric.ts';
import { classScores, scoreName } from './classScores.ts';
import { explanationMap, flatNote } from './explanationMap.ts';
import { weighPixels } from './pixels.ts';

/** Probabilities of the explained class, and what of E they depend on. */
export interface MaskedScores {
  /** p(x). */
  readonly original: number;
  /** p(E∘x): what the map points at. */
  readonly kept: number;
  /** p((1-E)∘x): all the rest. */
  readonly removed: number;
  /** What to know of E before the scores are trusted; null where there is nothing. */
  readonly note: string | null;
}

/** Several metrics ask for the same three runs of one subject. */
const held = new WeakMap<MetricSubject, Promise<MaskedScores>>();

/** p(x), p(E∘x) and p((1-E)∘x), from one batch. */
export function maskedScores(subject: MetricSubject): Promise<MaskedScores> {
  let scores = held.get(subject);
  if (!scores) {
    scores = run(subject);
    held.set(subject, scores);
  }
  return scores;
}

async function run(subject: MetricSubject): Promise<MaskedScores> {
  const { image, map, classifier } = subject;
  const { input } = classifier;
  const explanation = explanationMap(map, input.height, input.width);
  const rest = explanation.map((value) => 1 - value);
  const images = joined([image, weighPixels(image, explanation, input), weighPixels(image, rest, input)]);
  const [original, kept, removed] = (await classScores(subject, images, 3, 'probability')) as [
    number,
    number,
    number,
  ];
  return { original, kept, removed, note: flatNote(explanation) };
}

/** How E is made from a map, for a protocol. */
export const MAP_PROTOCOL = 'after ReLU, bilinear to the input, min-max to [0, 1]';

/** The protocol of metrics that multiply the image by E. */
export function maskingProtocol(subject: MetricSubject): Protocol {
  return {
    map: MAP_PROTOCOL,
    score: scoreName(subject, 'probability'),
    masked: 'zero in normalised input space',
  };
}

/** 100 (p(x) - p) / p(x); null where p(x) is 0, as `noProbability` says. */
export function percentDrop(original: number, changed: number): number | null {
  return original === 0 ? null : (100 * (original - changed)) / original;
}

/** Why a drop cannot be told. */
export function noProbability(original: number): string | null {
  return original === 0 ? 'The probability of the class is 0 to begin with: it cannot drop.' : null;
}
