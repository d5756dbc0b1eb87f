import { mapOfElements } from './support/mapOfElements.ts';
import { multiplierRows } from './support/multiplierRows.ts';
import { noParams, type Method } from './method.ts';
import { declared, oneBackwardPass } from './support/declarations.ts';
import { sumOverChannels } from './support/sumOverChannels.ts';

/** LayerCAM (Jiang et al. 2021, equations 6 and 7): the map sum_k ReLU(g_k) A_k, element by element. */
export const layerCam: Method = {
  id: 'layer-cam',
  title: 'LayerCAM',
  summary: 'Positive gradient times activation at every element; keeps fine detail in early layers.',
  paper: {
    title: 'Jiang et al., LayerCAM: Exploring Hierarchical Class Activation Maps for Localization, TIP 2021',
    url: 'https://doi.org/10.1109/TIP.2021.3089943',
  },
  params: noParams,
  properties: declared('map', 'needsGradient', 'signed'),
  ...oneBackwardPass,
  async run(session, point, seeds) {
    const rows = await multiplierRows('gradient', session, point, seeds);
    const [channels] = session.head.shape;
    return rows.map(({ multiplier, logits, base, seed }) => {
      const signed = mapOfElements(channels, multiplier, point.activation, (g, a) => Math.max(0, g) * a);
      return { logits, base, seed, alpha: null, signed, magnitude: null };
    });
  },
  write: (builder, { gradient, activation }) =>
    sumOverChannels(builder, builder.node('Mul', [builder.node('Relu', [gradient]), activation])),
};
