import { mapOfElements } from './support/mapOfElements.ts';
import { multiplierRows } from './support/multiplierRows.ts';
import { backwardPass } from './support/costs.ts';
import { noParams, type Method } from './method.ts';
import { declared } from './support/declarations.ts';
import { sumOverChannels } from './support/sumOverChannels.ts';

/**
 * LIFT at element level: the map sum_k m_k A_k of DeepLIFT's Rescale contributions (Shrikumar et al. 2017) before they
 * are summed over the pixels of a channel. The map itself adds up to F_c(A) - F_c(0).
 */
export const liftElement: Method = {
  id: 'lift-element',
  title: 'LIFT, element by element',
  summary: 'DeepLIFT contributions of each element to the logit, added up over the channels.',
  paper: {
    title:
      'Shrikumar et al., Learning Important Features Through Propagating Activation Differences, ICML 2017',
    url: 'https://arxiv.org/abs/1704.02685',
  },
  params: noParams,
  properties: declared('map', 'needsGradient', 'signed', 'complete'),
  contributions: 'm A',
  parts: () => ['lift'],
  cost: () => backwardPass,
  async run(session, point, seeds) {
    const rows = await multiplierRows('lift', session, point, seeds);
    const [channels] = session.head.shape;
    return rows.map(({ multiplier, logits, base, seed, magnitude }) => {
      const signed = mapOfElements(channels, multiplier, point.activation, (m, a) => m * a);
      return { logits, base, seed, alpha: null, signed, magnitude };
    });
  },
  write: (builder, { contributions }) => sumOverChannels(builder, contributions),
};
