import type { CoalitionValue, Explanation } from '../result.ts';
import type { Drawable } from './canvas2d.ts';

/** What a figure needs of an explanation. */
export type FigureExplanation = Pick<
  Explanation,
  | 'layer'
  | 'layerShape'
  | 'target'
  | 'prediction'
  | 'alpha'
  | 'map'
  | 'activation'
  | 'base'
  | 'score'
  | 'residual'
  | 'accurate'
  | 'exact'
  | 'placement'
>;

/** Everything a figure shows; the spec says how. */
export interface FigureData {
  /** The whole upright photo; null for a tensor that came without one. */
  readonly photo: Drawable | null;
  readonly explanation: FigureExplanation;
  readonly methodTitle: string;
  readonly modelName: string;
  /** v(S) of the channels left when `spec.absent` names some; null when none is absent or it was not run. */
  readonly coalition: CoalitionValue | null;
}
