import { multiplierRows } from './support/multiplierRows.ts';
import { principalProjection } from './support/principalProjection.ts';
import { noParams, type Method } from './method.ts';
import { declared, oneBackwardPass } from './support/declarations.ts';

/**
 * EigenGrad-CAM (Gildenblat's pytorch-grad-cam): Eigen-CAM of g A instead of A, so that it depends on the class.
 */
export const eigenGradCam: Method = {
  id: 'eigen-grad-cam',
  title: 'EigenGrad-CAM',
  summary: 'The strongest pattern in gradient times activation.',
  paper: {
    title: 'Gildenblat et al., PyTorch library for CAM methods, 2021',
    url: 'https://github.com/jacobgil/pytorch-grad-cam',
  },
  params: noParams,
  properties: declared('map', 'needsGradient', 'signed'),
  ...oneBackwardPass,
  async run(session, point, seeds) {
    const rows = await multiplierRows('gradient', session, point, seeds);
    const [channels] = session.head.shape;
    return rows.map(({ multiplier, logits, base, seed }) => {
      const products = Float64Array.from(multiplier, (g, at) => g * (point.activation[at] as number));
      const { values: signed, warnings } = principalProjection(products, channels);
      return { logits, base, seed, alpha: null, signed, magnitude: null, warnings };
    });
  },
};
