import type { Builder } from '../../onnx/builder.ts';

/** 1 where `a` compares to `b` as `comparison` says, 0 elsewhere, in the graph's float type. */
export function indicator(builder: Builder, comparison: 'Greater' | 'Less', a: string, b: string): string {
  return builder.node('Cast', [builder.node(comparison, [a, b])], { to: builder.floatType });
}
