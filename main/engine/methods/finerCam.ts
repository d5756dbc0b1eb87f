import * as z from 'zod';
import { endpoints } from './support/endpoints.ts';
import { meanOf } from './support/meanOf.ts';
import { weighByGradient } from './support/weighByGradient.ts';
import type { Method } from './method.ts';
import { declared } from './support/declarations.ts';

const params = z.strictObject({
  classes: z.int().min(1).max(1000).default(3).meta({
    title: 'Similar classes',
    description:
      'How many classes the explained one is held against: those whose logits are nearest to its own.',
  }),
  strength: z.number().min(0).max(10).default(1).meta({
    title: 'Strength',
    description: 'Weight of the similar classes; 0 leaves Grad-CAM.',
  }),
});

/**
 * Finer-CAM (Zhang et al. 2025): Grad-CAM of the logit of c less `strength` times the mean logit of the
 * classes most similar to it, which are those of the nearest logits. A class that is held against another by the
 * person's choice is held against that one alone.
 */
export const finerCam: Method<typeof params> = {
  id: 'finer-cam',
  title: 'Finer-CAM',
  summary: 'Grad-CAM of what tells the class from the classes most similar to it.',
  paper: {
    title:
      'Zhang et al., Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation, CVPR 2025',
    url: 'https://arxiv.org/abs/2501.11309',
  },
  params,
  properties: declared('alpha', 'needsGradient', 'signed'),
  parts: () => ['head', 'gradient'],
  cost: () => ({ head: 5, model: 0 }),
  async run(session, point, seeds, _context, { classes, strength }) {
    const { logits, seeds: used } = await endpoints(session, point, seeds);
    const compared = used.map((seed) => similarClasses(seed, logits, classes));
    const finer = used.map((seed, at) => heldAgainst(seed, compared[at] as number[], strength));
    const rows = await weighByGradient(session, point, finer, meanOf);
    return rows.map((row, at) => {
      const others = compared[at] as number[];
      const note = `Held against ${others.length === 1 ? 'class' : 'classes'} ${others.join(', ')}, whose logits are nearest.`;
      return { ...row, seed: used[at] as Float32Array, ...(others.length > 0 && { note }) };
    });
  },
};

/** The classes of the nearest logits; none where the seed names one already. */
function similarClasses(seed: Float32Array, logits: Float32Array, count: number): number[] {
  if (seed.some((weight) => weight < 0)) return [];
  const explained = seed.indexOf(1);
  const own = logits[explained] as number;
  const distance = (index: number) => Math.abs((logits[index] as number) - own);
  return Array.from(logits.keys())
    .filter((index) => index !== explained)
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, count);
}

function heldAgainst(seed: Float32Array, others: readonly number[], strength: number): Float32Array {
  const finer = seed.slice();
  for (const index of others) finer[index] = -strength / others.length;
  return finer;
}
