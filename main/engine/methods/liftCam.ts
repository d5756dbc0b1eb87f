import { backwardPass } from './support/costs.ts';
import { noParams, type Method } from './method.ts';
import { declared } from './support/declarations.ts';

/**
 * LIFT-CAM (Jung & Oh 2021, equations 9 to 11): alpha_k = sum_ij m_kij A_kij with DeepLIFT's Rescale
 * multipliers of the head against an all-zero activation.
 */
export const liftCam: Method = {
  id: 'lift-cam',
  title: 'LIFT-CAM',
  summary:
    'DeepLIFT contributions of each channel to the logit, an approximation of its SHAP value in one pass.',
  paper: {
    title: 'Jung & Oh, Towards Better Explanations of Class Activation Mapping, ICCV 2021',
    url: 'https://arxiv.org/abs/2102.05228',
  },
  params: noParams,
  properties: declared('alpha', 'needsGradient', 'signed', 'complete', 'exactOnAffineHeads'),
  contributions: 'm A',
  parts: () => ['lift'],
  cost: () => backwardPass,
  run: (session, point, seeds) => session.explain('lift', point, seeds, false),
  write: (builder, { contributions }) => ({
    alpha: builder.node('ReduceSum', [contributions, builder.ints([2, 3])], { keepdims: 0 }),
  }),
};
