import type { SaliencyMap } from '../../../../shared/result.ts';

/** Standard deviation, as a share of each side. */
const SPREAD = 0.25;

/** A map that looks at no image: a Gaussian in the middle. What an explanation should do better than. */
export function centreGaussian(height: number, width: number): SaliencyMap {
  const values = Float32Array.from({ length: height * width }, (_, at) => {
    const y = ((Math.floor(at / width) + 0.5) / height - 0.5) / SPREAD;
    const x = (((at % width) + 0.5) / width - 0.5) / SPREAD;
    return Math.exp(-(x * x + y * y) / 2);
  });
  return { height, width, signed: values, relu: values };
}
