import { elementCount } from '../../../shared/tensor.ts';
import { weightedSum } from './weightedSum.ts';
import type { Method } from './method.ts';

/** Grad-CAM (Selvaraju et al. 2017, equation 1): alpha_k = mean_ij dF_c/dA_kij. */
export const gradCam: Method = {
  id: 'grad-cam',
  title: 'Grad-CAM',
  summary: 'The mean gradient of the logit over each channel.',
  paper: {
    title: 'Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks, ICCV 2017',
    url: 'https://arxiv.org/abs/1610.02391',
  },
  propagation: 'gradient',
  complete: false,
  exactOnAffineHeads: false,
  async run(session, point, seeds) {
    const rows = await session.explain('gradient', point, seeds, true);
    const [channels, height, width] = session.head.shape;
    return rows.map(({ multiplier, logits, base, seed }) => {
      const gradient = multiplier ?? new Float32Array(elementCount(session.head.shape));
      const alpha = new Float32Array(channels);
      for (let k = 0; k < channels; k += 1) {
        let sum = 0;
        for (let at = k * height * width; at < (k + 1) * height * width; at += 1)
          sum += gradient[at] as number;
        alpha[k] = sum / (height * width);
      }
      return { logits, base, seed, alpha, signed: weightedSum(alpha, point.activation), magnitude: null };
    });
  },
};
