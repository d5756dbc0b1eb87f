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
  return bilinearUpsampler(height, width, targetHeight, targetWidth, alignCorners)(data);
}

/** {@link upsampleBilinear} for many maps of one size: along the rows first, then between them. */
export function bilinearUpsampler(
  height: number,
  width: number,
  targetHeight: number,
  targetWidth: number,
  alignCorners = false,
): (data: ArrayLike<number>) => Float32Array {
  const rows = samplePoints(height, targetHeight, alignCorners);
  const columns = samplePoints(width, targetWidth, alignCorners);
  const wide = new Float64Array(height * targetWidth);
  return (data) => {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < targetWidth; x++) {
        const fx = columns.fraction[x]!;
        const left = data[y * width + columns.first[x]!]!;
        const right = data[y * width + columns.second[x]!]!;
        wide[y * targetWidth + x] = (1 - fx) * left + fx * right;
      }
    }
    const out = new Float32Array(targetHeight * targetWidth);
    for (let y = 0; y < targetHeight; y++) {
      const top = rows.first[y]! * targetWidth;
      const bottom = rows.second[y]! * targetWidth;
      const fy = rows.fraction[y]!;
      const row = y * targetWidth;
      for (let x = 0; x < targetWidth; x++) out[row + x] = (1 - fy) * wide[top + x]! + fy * wide[bottom + x]!;
    }
    return out;
  };
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
