import { meanOf } from './support/meanOf.ts';
import { weighByGradient } from './support/weighByGradient.ts';
import { noParams, type Method } from './method.ts';
import { declared, oneBackwardPass } from './support/declarations.ts';

/** Grad-CAM (Selvaraju et al. 2017, equation 1): alpha_k = mean_ij dF_c/dA_kij. */
export const gradCam: Method = {
  id: 'grad-cam',
  title: 'Grad-CAM',
  summary: 'The mean gradient of the logit over each channel.',
  paper: {
    title: 'Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks, ICCV 2017',
    url: 'https://arxiv.org/abs/1610.02391',
  },
  params: noParams,
  properties: declared('alpha', 'needsGradient', 'signed'),
  ...oneBackwardPass,
  run: (session, point, seeds) => weighByGradient(session, point, seeds, meanOf),
  write: (builder, { gradient }) => ({
    alpha: builder.node('ReduceMean', [gradient, builder.ints([2, 3])], { keepdims: 0 }),
  }),
};
