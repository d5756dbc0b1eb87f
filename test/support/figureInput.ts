import type { FigureInput } from '../../main/engine/figures/renderFigure.ts';
import type { Provenance } from '../../main/engine/figures/provenance.ts';
import { recombine } from '../../shared/figure/channelMap.ts';
import type { FigureSpec } from '../../shared/figure/figureSpec.ts';

/** A small explanation with one warm spot at the left and one cool spot at the right, on a grey photo. */
export function figureInput(): FigureInput {
  const shape: [number, number, number] = [4, 3, 3];
  const activation = Float32Array.from({ length: 36 }, (_, i) => ((i * 7) % 9) / 8 + (i % 3 === 0 ? 1 : 0));
  const alpha = Float32Array.of(2.5, -0.75, 0.25, -1.2);
  const explained = { index: 282, label: 'tiger cat', logit: 8.3124, probability: 0.3912 };
  return {
    photo: {
      width: 60,
      height: 40,
      data: new Uint8Array(60 * 40 * 4).fill(128).map((v, i) => (i % 4 === 3 ? 255 : v)),
    },
    methodTitle: 'LIFT-CAM',
    modelName: 'tiny',
    coalition: null,
    explanation: {
      layer: 'relu_1',
      layerShape: shape,
      target: { class: explained, versus: null },
      prediction: { logits: new Float32Array(3), top: [explained] },
      alpha,
      map: { height: 3, width: 3, ...recombine(activation, shape, alpha, new Set()) },
      activation,
      base: -0.4213,
      score: 8.3124,
      residual: 2.1e-6,
      accurate: true,
      exact: true,
      placement: { photo: { width: 60, height: 40 }, seen: { x: 10, y: 0, width: 40, height: 40 } },
    },
  };
}

export const figureSpec: FigureSpec = {
  version: 1,
  explanation: 'e1',
  panels: ['photo', 'overlay', 'colorbar', 'bars'],
  view: { colormap: 'red-blue', opacity: 0.6, signed: true, interpolation: 'bilinear', style: 'filled' },
  absent: [],
  bars: { order: 'magnitude', count: 4 },
  theme: 'light',
};

export const figureProvenance: Provenance = {
  program: '0.1.0',
  model: {
    name: 'tiny',
    sha256: 'ab'.repeat(32),
    input: { name: 'x', layout: 'NCHW', channels: 3, height: 40, width: 40, open: false },
    output: { name: 'probabilities', logits: 'logits', activation: 'softmax' },
  },
  image: 'photos/a & b.png',
  imageSha256: 'cd'.repeat(32),
  row: null,
  preprocessing: {
    resize: null,
    resample: 'bilinear',
    crop: { height: 40, width: 40 },
    fill: 'black',
    rescale: 1 / 255,
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
    channelOrder: 'rgb',
    source: 'a test',
  },
  layer: 'relu_1',
  method: 'lift-cam',
  parameters: {},
  class: { index: 282, label: 'tiger cat' },
  versus: null,
  provider: 'cpu',
  output: { format: 'png', widthMillimetres: 120, dpi: 96 },
};
