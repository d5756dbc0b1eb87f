import * as z from 'zod';
import { randomStream } from '../random.ts';
import { endpoints } from './support/endpoints.ts';
import { endpointPasses } from './support/costs.ts';
import { seedParam } from './support/seedParam.ts';
import { weightedSum } from './support/weightedSum.ts';
import type { Method } from './method.ts';
import { declared } from './support/declarations.ts';

const params = z.strictObject({ seed: seedParam });

/**
 * Random-CAM (a control of Gildenblat's pytorch-grad-cam): weights drawn uniformly from [-1, 1). The explained
 * classes seed the stream too, so that a target has the same weights whenever and beside whatever it is explained.
 */
export const randomCam: Method<typeof params> = {
  id: 'random-cam',
  title: 'Random-CAM (control)',
  summary: 'Random weights, the same each time: what any other method should do better than.',
  paper: {
    title: 'Gildenblat et al., PyTorch library for CAM methods, 2021',
    url: 'https://github.com/jacobgil/pytorch-grad-cam',
  },
  params,
  properties: declared('alpha', 'signed', 'stochastic'),
  parts: () => ['head'],
  cost: () => endpointPasses,
  async run(session, point, seeds, _context, params) {
    const { logits, base, seeds: used } = await endpoints(session, point, seeds);
    const [channels] = session.head.shape;
    return used.map((seed) => {
      const random = randomStream(streamOf(seed, params.seed));
      const alpha = Float32Array.from({ length: channels }, () => 2 * random() - 1);
      return { logits, base, seed, alpha, signed: weightedSum(alpha, point.activation), magnitude: null };
    });
  },
};

/** One number for the seed chosen, the class explained and the one it is held against. */
function streamOf(seed: Float32Array, chosen: number): number {
  let stream = chosen + 1;
  for (const [index, weight] of seed.entries()) {
    if (weight !== 0) stream = Math.imul(stream, 31) + (weight > 0 ? index + 1 : -index - 1);
  }
  return stream;
}
