import { floatConstant } from '../../onnx/constant.ts';
import type { Builder } from '../../onnx/builder.ts';

/** The matrix applied along one axis of x: y[.., i, ..] = sum_j matrix[i][j] x[.., j, ..]. */
export function multiplyAlong(
  builder: Builder,
  x: string,
  axis: number,
  rank: number,
  matrix: readonly (readonly number[])[],
): string {
  const dims = [matrix.length, matrix[0]?.length ?? 0];
  const factor = builder.constant(floatConstant(builder.floatType, dims, matrix.flat()), 'matrix');
  if (axis === rank - 2) return builder.node('MatMul', [factor, x]);
  const turned = builder.node('Transpose', [factor], { perm: [1, 0] });
  if (axis === rank - 1) return builder.node('MatMul', [x, turned]);
  const swap = Array.from({ length: rank }, (_, each) =>
    each === axis ? rank - 1 : each === rank - 1 ? axis : each,
  );
  const moved = builder.node('Transpose', [x], { perm: swap });
  return builder.node('Transpose', [builder.node('MatMul', [moved, turned])], { perm: swap });
}

export function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] as number));
}
