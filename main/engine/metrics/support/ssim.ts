/** Gaussian window of 11 × 11 pixels, sigma 1.5. */
const REACH = 5;
const SIGMA = 1.5;
const KERNEL = gaussian();
const K1 = 0.01;
const K2 = 0.03;

/**
 * Mean structural similarity (Wang et al. 2004) of two images with values in [0, 1], over the windows that lie inside
 * them (as scikit-image's `gaussian_weights`, without sample covariance).
 * @param a row-major [height, width] @returns 1 for equal images; null where no window fits
 */
export function structuralSimilarity(
  a: Float32Array,
  b: Float32Array,
  height: number,
  width: number,
): number | null {
  if (Math.min(height, width) <= 2 * REACH) return null;
  const blur = (values: (at: number) => number) => windowMeans(values, height, width);
  const [meanA, meanB] = [blur((at) => a[at] as number), blur((at) => b[at] as number)];
  const squareA = blur((at) => (a[at] as number) ** 2);
  const squareB = blur((at) => (b[at] as number) ** 2);
  const product = blur((at) => (a[at] as number) * (b[at] as number));
  let sum = 0;
  for (let at = 0; at < meanA.length; at += 1) {
    const [x, y] = [meanA[at] as number, meanB[at] as number];
    const varianceX = (squareA[at] as number) - x * x;
    const varianceY = (squareB[at] as number) - y * y;
    const covariance = (product[at] as number) - x * y;
    sum +=
      ((2 * x * y + K1 ** 2) * (2 * covariance + K2 ** 2)) /
      ((x * x + y * y + K1 ** 2) * (varianceX + varianceY + K2 ** 2));
  }
  return sum / meanA.length;
}

/** Weighted means over every window that fits, row-major [height - 10, width - 10]. */
function windowMeans(valueAt: (at: number) => number, height: number, width: number): Float64Array {
  const [rows, columns] = [height - 2 * REACH, width - 2 * REACH];
  const across = new Float64Array(height * columns);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      let sum = 0;
      for (let k = 0; k <= 2 * REACH; k += 1) sum += (KERNEL[k] as number) * valueAt(y * width + x + k);
      across[y * columns + x] = sum;
    }
  }
  const means = new Float64Array(rows * columns);
  for (let at = 0; at < means.length; at += 1) {
    let sum = 0;
    for (let k = 0; k <= 2 * REACH; k += 1)
      sum += (KERNEL[k] as number) * (across[at + k * columns] as number);
    means[at] = sum;
  }
  return means;
}

function gaussian(): number[] {
  const weights = Array.from({ length: 2 * REACH + 1 }, (_, at) =>
    Math.exp(-((at - REACH) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
