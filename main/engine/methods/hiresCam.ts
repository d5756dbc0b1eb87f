import { mapOfElements } from './support/mapOfElements.ts';
import { multiplierRows } from './support/multiplierRows.ts';
import { noParams, type Method } from './method.ts';
import { declared, oneBackwardPass } from './support/declarations.ts';
import { sumOverChannels } from './support/sumOverChannels.ts';

/** HiResCAM (Draelos & Carin 2020, equation 6): the map sum_k g_k A_k, element by element. */
export const hiresCam: Method = {
  id: 'hires-cam',
  title: 'HiResCAM',
  summary: 'Gradient times activation at every element, added up over the channels.',
  paper: {
    title:
      'Draelos & Carin, Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks, 2020',
    url: 'https://arxiv.org/abs/2011.08891',
  },
  params: noParams,
  properties: declared('map', 'needsGradient', 'signed'),
  ...oneBackwardPass,
  async run(session, point, seeds) {
    const rows = await multiplierRows('gradient', session, point, seeds);
    const [channels] = session.head.shape;
    return rows.map(({ multiplier, logits, base, seed }) => {
      const signed = mapOfElements(channels, multiplier, point.activation, (g, a) => g * a);
      return { logits, base, seed, alpha: null, signed, magnitude: null };
    });
  },
  write: (builder, { gradient, activation }) =>
    sumOverChannels(builder, builder.node('Mul', [gradient, activation])),
};
