import { randomStream } from '../random.ts';
import { endpoints } from './support/endpoints.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { Method } from './method.ts';

/**
 * Random-CAM (a control of Gildenblat's pytorch-grad-cam): weights drawn uniformly from [-1, 1). The explained
 * classes seed the stream, so that a target has the same weights whenever and beside whatever it is explained.
 */
export const randomCam: Method = {
  id: 'random-cam',
  title: 'Random-CAM (control)',
  summary: 'Random weights, the same each time: what any other method should do better than.',
  paper: {
    title: 'Gildenblat et al., PyTorch library for CAM methods, 2021',
    url: 'https://github.com/jacobgil/pytorch-grad-cam',
  },
  propagation: null,
  complete: false,
  exactOnAffineHeads: false,
  async run(session, point, seeds) {
    const { logits, base, seeds: used } = await endpoints(session, point, seeds);
    const [channels] = session.head.shape;
    return used.map((seed) => {
      const random = randomStream(streamOf(seed));
      const alpha = Float32Array.from({ length: channels }, () => 2 * random() - 1);
      return { logits, base, seed, alpha, signed: weightedSum(alpha, point.activation), magnitude: null };
    });
  },
};

/** One number for the classes that a seed explains and the one it holds them against. */
function streamOf(seed: Float32Array): number {
  let stream = 1;
  for (const [index, weight] of seed.entries()) {
    if (weight !== 0) stream = Math.imul(stream, 31) + (weight > 0 ? index + 1 : -index - 1);
  }
  return stream;
}
