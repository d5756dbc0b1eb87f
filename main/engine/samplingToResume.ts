import { WorkbenchError } from '../../shared/errors.ts';
import type { Explanation } from '../../shared/result.ts';
import type { SamplingState, ToldSampling } from '../../shared/shapley.ts';

/**
 * Where sampling goes on: of those with the seed the one that has come furthest. The window may have heard of more than was kept
 * before an engine ended.
 * @throws WorkbenchError 'input-invalid' where none has the seed
 */
export function samplingToResume(states: readonly SamplingState[], seed: number): SamplingState {
  const [furthest] = states.filter((state) => state.seed === seed).sort((a, b) => b.pairs - a.pairs);
  if (furthest) return furthest;
  const [other] = states;
  throw new WorkbenchError(
    'input-invalid',
    other
      ? `The sampling that is held has seed ${String(other.seed)} and cannot go on with ${String(seed)}. Start it anew.`
      : 'No sampling is held that could go on. Start it anew.',
  );
}

/** Relative to the logits; engines on other processors differ by less. */
const TOLERANCE = 1e-2;

/**
 * Whether what the window tells can be a sampling of this game: of the same name, with finite means and squares of as many
 * channels, and means that add up to v(all) - v(none), as the gains of every pair do.
 */
export function canBeOf(
  told: ToldSampling,
  game: string,
  { layerShape: [channels], base, score }: Pick<Explanation, 'layerShape' | 'base' | 'score'>,
): boolean {
  const { mean, squares } = told;
  const sum = mean.reduce((total, each) => total + each, 0);
  return (
    told.game === game &&
    told.pairs > 0 &&
    mean.length === channels &&
    squares.length === channels &&
    mean.every(Number.isFinite) &&
    squares.every((each) => each >= 0 && each < Infinity) &&
    Math.abs(sum - (score - base)) <= TOLERANCE * (1 + Math.abs(base) + Math.abs(score))
  );
}
