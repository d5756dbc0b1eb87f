import { weighByGradient } from './support/weighByGradient.ts';
import { noParams, type Method } from './method.ts';
import { declared, oneBackwardPass } from './support/declarations.ts';

/** Keeps a channel that is off everywhere from dividing by zero. */
const EPSILON = 1e-7;

/** XGrad-CAM (Fu et al. 2020, equation 8): alpha_k = sum_ij g A / (sum_ij A + 1e-7). */
export const xgradCam: Method = {
  id: 'xgrad-cam',
  title: 'XGrad-CAM',
  summary: 'The mean gradient of the logit over each channel, weighed by the activation.',
  paper: {
    title:
      'Fu et al., Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs, BMVC 2020',
    url: 'https://arxiv.org/abs/2008.02312',
  },
  params: noParams,
  properties: declared('alpha', 'needsGradient', 'signed'),
  ...oneBackwardPass,
  run: (session, point, seeds) =>
    weighByGradient(session, point, seeds, (gradient, activation) => {
      let contribution = 0;
      let total = 0;
      for (const [at, a] of activation.entries()) {
        contribution += (gradient[at] as number) * a;
        total += a;
      }
      return contribution / (total + EPSILON);
    }),
  write(builder, { gradient, activation }) {
    const total = (x: string) => builder.node('ReduceSum', [x, builder.ints([2, 3])], { keepdims: 0 });
    const share = builder.node('Add', [total(activation), builder.scalar(EPSILON)]);
    return { alpha: builder.node('Div', [total(builder.node('Mul', [gradient, activation])), share]) };
  },
};
