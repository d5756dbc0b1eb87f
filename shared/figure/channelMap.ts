export interface ChannelMap {
  /** sum_k alpha_k A_k over the present channels, row-major [H, W]. */
  readonly signed: Float32Array<ArrayBuffer>;
  /** ReLU of `signed`. */
  readonly relu: Float32Array<ArrayBuffer>;
}

/** The map of a coalition of channels: sum over the present k of alpha_k A_k (LIFT-CAM, eq. 1, without its absent terms). */
export function recombine(
  activation: Float32Array,
  shape: readonly [channels: number, height: number, width: number],
  alpha: Float32Array,
  absent: ReadonlySet<number>,
): ChannelMap {
  const [channels, height, width] = shape;
  const area = height * width;
  const sum = new Float64Array(area);
  for (let k = 0; k < channels; k++) {
    const weight = alpha[k]!;
    if (weight === 0 || absent.has(k)) continue;
    for (let i = 0, at = k * area; i < area; i++, at++) sum[i]! += weight * activation[at]!;
  }
  const signed = Float32Array.from(sum);
  return { signed, relu: rectified(signed) };
}

/** max(0, x) of every value. */
export function rectified(values: Float32Array): Float32Array<ArrayBuffer> {
  return values.map((value) => (value > 0 ? value : 0));
}
