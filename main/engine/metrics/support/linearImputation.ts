import { inputStrides } from '../../../../shared/inputStrides.ts';
import type { ImageInput } from '../../classifier.ts';
import { standardNormal, type RandomStream } from '../../random.ts';
import { conjugateGradient, type LinearSystem } from './conjugateGradient.ts';

/** Offsets (down, right) of a pixel's neighbours and their weights: direct ones count twice as much as diagonal ones. */
const NEIGHBOURS = [-1, 0, 1].flatMap((down) =>
  [-1, 0, 1].flatMap((right) =>
    down === 0 && right === 0 ? [] : [{ down, right, weight: down === 0 || right === 0 ? 1 / 6 : 1 / 12 }],
  ),
);

/**
 * Noisy linear imputation (Rong et al. 2022, section 4): every missing pixel is the weighted mean of its eight
 * neighbours, missing ones too, which is one sparse linear system; then Gaussian noise is added, so that the image does
 * not tell which pixels were missing.
 * @param image the model's input tensor for one image
 * @param missing pixel indices; at least one pixel must be left
 * @param noise standard deviation in normalised input space
 */
export function imputeLinearly(
  image: Float32Array,
  missing: Uint32Array,
  input: ImageInput,
  noise: number,
  random: RandomStream,
): Float32Array {
  const { pixel, plane } = inputStrides(input);
  const { system, known } = neighbourSystem(missing, input);
  const filled = image.slice();
  for (let channel = 0; channel < input.channels; channel += 1) {
    const b = new Float64Array(missing.length);
    for (const { equation, from, weight } of known) {
      b[equation] = (b[equation] as number) + weight * (image[from * pixel + channel * plane] as number);
    }
    const solution = conjugateGradient(system, b);
    for (const [equation, at] of missing.entries()) {
      filled[at * pixel + channel * plane] = (solution[equation] as number) + noise * standardNormal(random);
    }
  }
  return filled;
}

interface KnownNeighbour {
  readonly equation: number;
  readonly from: number;
  readonly weight: number;
}

/** For each missing pixel: (sum of weights) x - (weighted missing neighbours) = weighted known neighbours. */
function neighbourSystem(missing: Uint32Array, { height, width }: ImageInput) {
  const size = missing.length;
  const equationOf = new Int32Array(height * width).fill(-1);
  for (const [equation, at] of missing.entries()) equationOf[at] = equation;
  const diagonal = new Float64Array(size);
  /** The neighbours' equations, eight a row; a neighbour that is known or outside has weight 0. */
  const columns = new Int32Array(8 * size);
  const weights = new Float64Array(8 * size);
  const known: KnownNeighbour[] = [];
  for (const [equation, at] of missing.entries()) {
    const [y, x] = [Math.floor(at / width), at % width];
    for (const [place, { down, right, weight }] of NEIGHBOURS.entries()) {
      if (y + down < 0 || y + down >= height || x + right < 0 || x + right >= width) continue;
      diagonal[equation] = (diagonal[equation] as number) + weight;
      const from = at + down * width + right;
      const column = equationOf[from] as number;
      if (column < 0) known.push({ equation, from, weight });
      columns[8 * equation + place] = Math.max(0, column);
      weights[8 * equation + place] = column < 0 ? 0 : weight;
    }
  }
  const multiply = (vector: Float64Array, out: Float64Array) => {
    for (let row = 0; row < size; row += 1) {
      let sum = (diagonal[row] as number) * (vector[row] as number);
      for (let entry = 8 * row; entry < 8 * row + 8; entry += 1) {
        sum -= (weights[entry] as number) * (vector[columns[entry] as number] as number);
      }
      out[row] = sum;
    }
  };
  const system: LinearSystem = { size, diagonal, multiply };
  return { system, known };
}
