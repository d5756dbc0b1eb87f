import type { RuleCases } from '../../../support/ruleCase.ts';
import { cases as activation } from './activation.ts';
import { cases as convolution } from './convolution.ts';
import { cases as linear } from './linear.ts';
import { cases as normalisation } from './normalisation.ts';
import { cases as pooling } from './pooling.ts';
import { cases as product } from './product.ts';
import { cases as reduction } from './reduction.ts';
import { cases as resize } from './resize.ts';
import { cases as shape } from './shape.ts';
import { cases as steps } from './steps.ts';

/** Every case, by operator. */
export const ruleCases: RuleCases = {
  ...activation,
  ...convolution,
  ...linear,
  ...normalisation,
  ...pooling,
  ...product,
  ...reduction,
  ...resize,
  ...shape,
  ...steps,
};
