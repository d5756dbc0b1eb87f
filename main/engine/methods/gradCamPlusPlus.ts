import { weighByGradient } from './support/weighByGradient.ts';
import { noParams, type Method } from './method.ts';
import { declared, oneBackwardPass } from './support/declarations.ts';

/** Keeps the denominator away from zero. */
const EPSILON = 1e-6;

/**
 * Grad-CAM++ (Chattopadhay et al. 2018, equations 10 and 19, with the score's exponential):
 * alpha_k = sum_ij w ReLU(g), w = g^2 / (2 g^2 + (sum_ab A_k) g^3 + 1e-6), 0 where g = 0.
 */
export const gradCamPlusPlus: Method = {
  id: 'grad-cam++',
  title: 'Grad-CAM++',
  summary: 'The positive gradients of each channel, weighed so that small or several objects count as much.',
  paper: {
    title:
      'Chattopadhay et al., Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional Networks, WACV 2018',
    url: 'https://arxiv.org/abs/1710.11063',
  },
  params: noParams,
  // Where the activations of a channel add up to less than zero, the denominator may be negative.
  properties: declared('alpha', 'needsGradient', 'signed'),
  ...oneBackwardPass,
  run: (session, point, seeds) =>
    weighByGradient(session, point, seeds, (gradient, activation) => {
      let total = 0;
      for (const a of activation) total += a;
      let alpha = 0;
      for (const g of gradient) {
        // ReLU(g) leaves nothing of the others.
        if (g > 0) alpha += (g * (g * g)) / (2 * g * g + total * g * g * g + EPSILON);
      }
      return alpha;
    }),
  // With r = ReLU(g), which leaves nothing of the others: r^3 / (2 r^2 + (sum_ab A_k) r^3 + 1e-6).
  write(builder, { gradient, activation }) {
    const sum = (x: string, keepdims: number) =>
      builder.node('ReduceSum', [x, builder.ints([2, 3])], { keepdims });
    const rise = builder.node('Relu', [gradient]);
    const square = builder.node('Mul', [rise, rise]);
    const cube = builder.node('Mul', [rise, square]);
    const twice = builder.node('Mul', [square, builder.scalar(2)]);
    const weighed = builder.node('Mul', [sum(activation, 1), cube]);
    const whole = builder.node('Add', [builder.node('Add', [twice, weighed]), builder.scalar(EPSILON)]);
    return { alpha: sum(builder.node('Div', [cube, whole]), 0) };
  },
};
