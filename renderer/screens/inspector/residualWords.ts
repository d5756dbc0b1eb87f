import type { Explanation } from '../../../shared/result.ts';
import { formatNumber } from '../../components/words.ts';

export interface ResidualWords {
  readonly tone: 'good' | 'warning' | 'plain';
  readonly text: string;
  /** What it means, for the one who asks. */
  readonly meaning: string;
}

type Facts = Pick<Explanation, 'exact' | 'accurate' | 'residual'>;

/** What the badge says of an explanation's completeness. */
export function residualWords({ exact, accurate, residual }: Facts): ResidualWords {
  if (residual === null) {
    return {
      tone: 'plain',
      text: 'no sum rule',
      meaning:
        'This method does not claim that its weights add up to the score, so there is no residual to check.',
    };
  }
  const sum = `The weights add up to score minus base with a residual of ${formatNumber(residual)}.`;
  if (!accurate) {
    return {
      tone: 'warning',
      text: `residual ${formatNumber(residual)}`,
      meaning: `${sum} That is more than rounding explains: read the weights with care, or choose a layer nearer to the output.`,
    };
  }
  if (exact) {
    return {
      tone: 'good',
      text: 'exact',
      meaning: `${sum} The head after this layer is affine, so each weight is the channel’s Shapley value itself.`,
    };
  }
  return {
    tone: 'good',
    text: 'locally accurate',
    meaning: `${sum} The head is not linear, so the weights approximate the Shapley values.`,
  };
}
