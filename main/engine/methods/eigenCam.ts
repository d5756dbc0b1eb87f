import { endpoints } from './support/endpoints.ts';
import { principalProjection } from './support/principalProjection.ts';
import { endpointPasses } from './support/costs.ts';
import { noParams, type Method } from './method.ts';
import { declared } from './support/declarations.ts';

/**
 * Eigen-CAM (Muhammad & Yeasin 2020): the pixels of A, centred, projected on their first principal direction, with the
 * sign that makes the largest magnitude positive. It is the same for every class.
 */
export const eigenCam: Method = {
  id: 'eigen-cam',
  title: 'Eigen-CAM',
  summary: 'The strongest pattern in the activations, whatever the class.',
  paper: {
    title: 'Muhammad & Yeasin, Eigen-CAM: Class Activation Map using Principal Components, IJCNN 2020',
    url: 'https://arxiv.org/abs/2008.00299',
  },
  params: noParams,
  properties: declared('map', 'signed'),
  parts: () => ['head'],
  cost: () => endpointPasses,
  async run(session, point, seeds) {
    const { logits, base, seeds: used } = await endpoints(session, point, seeds);
    const { values: signed, warnings } = principalProjection(point.activation, session.head.shape[0]);
    return used.map((seed) => ({ logits, base, seed, alpha: null, signed, magnitude: null, warnings }));
  },
};
