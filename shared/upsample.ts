/**
 * Bilinear interpolation of a row-major [height, width] map with half-pixel centres and clamped edges
 * (`align_corners=false`): output i reads source max(0, (i + 0.5) * size / target - 0.5). With `alignCorners` the
 * outermost pixels' centres meet: output i reads source i * (size - 1) / (target - 1).
 */
export function upsampleBilinear(
  data: ArrayLike<number>,
  height: number,
  width: number,
  targetHeight: number,
  targetWidth: number,
  alignCorners = false,
): Float32Array {
  const rows = samplePoints(height, targetHeight, alignCorners);
  const columns = samplePoints(width, targetWidth, alignCorners);
  const out = new Float32Array(targetHeight * targetWidth);
  for (let y = 0; y < targetHeight; y++) {
    const top = rows.first[y]! * width;
    const bottom = rows.second[y]! * width;
    const fy = rows.fraction[y]!;
    for (let x = 0; x < targetWidth; x++) {
      const left = columns.first[x]!;
      const right = columns.second[x]!;
      const fx = columns.fraction[x]!;
      const upper = (1 - fx) * data[top + left]! + fx * data[top + right]!;
      const lower = (1 - fx) * data[bottom + left]! + fx * data[bottom + right]!;
      out[y * targetWidth + x] = (1 - fy) * upper + fy * lower;
    }
  }
  return out;
}

/** Nearest neighbour: output i reads source floor(i * size / target), as torch's `nearest` does. */
export function upsampleNearest(
  data: ArrayLike<number>,
  height: number,
  width: number,
  targetHeight: number,
  targetWidth: number,
): Float32Array {
  const out = new Float32Array(targetHeight * targetWidth);
  for (let y = 0; y < targetHeight; y++) {
    const row = Math.floor((y * height) / targetHeight) * width;
    for (let x = 0; x < targetWidth; x++) {
      out[y * targetWidth + x] = data[row + Math.floor((x * width) / targetWidth)]!;
    }
  }
  return out;
}

function samplePoints(size: number, target: number, alignCorners: boolean) {
  const first = new Int32Array(target);
  const second = new Int32Array(target);
  const fraction = new Float64Array(target);
  for (let i = 0; i < target; i++) {
    const at = alignCorners
      ? (i * (size - 1)) / Math.max(1, target - 1)
      : Math.max(0, ((i + 0.5) * size) / target - 0.5);
    const low = Math.min(Math.floor(at), size - 1);
    first[i] = low;
    second[i] = Math.min(low + 1, size - 1);
    fraction[i] = at - low;
  }
  return { first, second, fraction };
}
