import { DataType } from '../onnx/constant.ts';
import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import type { Lowering } from './support/lowering.ts';

/** y = softmax(c tanh(s Q K^T / c) + mask) V for each head, s the scale and c the soft cap, where there is one. */
export const Attention = composite('Attention', 23, [0, 1, 2], (tape) => {
  const { node, builder } = tape;
  if ([4, 5, 6].some((position) => tape.input(position) !== ''))
    throw tape.unsupported('it goes on from earlier keys');
  if (['left_window_size', 'right_window_size'].some((name) => intAttribute(node, name, -1) >= 0))
    throw tape.unsupported('it sees a window of positions only');
  const queryHeads = intAttribute(node, 'q_num_heads', 0);
  const keyHeads = intAttribute(node, 'kv_num_heads', 0);
  const query = heads(tape, 0, queryHeads);
  const [batch, count, rows, width] = tape.dims(query) as [number, number, number, number];
  const key = repeated(tape, heads(tape, 1, keyHeads), count);
  const value = repeated(tape, heads(tape, 2, keyHeads), count);
  const [, , length, valueWidth] = tape.dims(value) as [number, number, number, number];
  const scale = floatAttribute(node, 'scale', 1 / Math.sqrt(width));
  const turned = tape.write('Transpose', [key], [batch, count, width, length], { perm: [0, 1, 3, 2] });
  const scaled = tape.each('Mul', [query, builder.scalar(scale)]);
  const scores = tape.write('MatMul', [scaled, turned], [batch, count, rows, length]);
  const weights = tape.write(
    'Softmax',
    [masked(tape, causal(tape, capped(tape, scores)))],
    [batch, count, rows, length],
    {
      axis: -1,
    },
  );
  const y = tape.write('MatMul', [weights, value], [batch, count, rows, valueWidth]);
  if (tape.dims(tape.output).length === 4) return y;
  const together = tape.write('Transpose', [y], [batch, rows, count, valueWidth], { perm: [0, 2, 1, 3] });
  return tape.reshape(together, [batch, rows, count * valueWidth]);
});

/** An operand as [batch, heads, positions, width]. */
function heads(tape: Lowering, position: number, count: number): string {
  const name = tape.input(position);
  const dims = tape.dims(name);
  if (dims.length === 4) return name;
  const [batch, rows, width] = dims as [number, number, number];
  const split = tape.reshape(name, [batch, rows, count, width / count]);
  return tape.write('Transpose', [split], [batch, count, rows, width / count], { perm: [0, 2, 1, 3] });
}

/** Keys or values that several heads of the query share, once for each of them. */
function repeated(tape: Lowering, name: string, count: number): string {
  const [batch, own, rows, width] = tape.dims(name) as [number, number, number, number];
  if (own === count) return name;
  const order = Array.from({ length: count }, (_, head) => Math.floor((head * own) / count));
  return tape.write('Gather', [name, tape.builder.ints(order)], [batch, count, rows, width], { axis: 1 });
}

function capped(tape: Lowering, scores: string): string {
  const cap = floatAttribute(tape.node, 'softcap', 0);
  if (cap === 0) return scores;
  const flat = tape.each('Tanh', [tape.each('Mul', [scores, tape.builder.scalar(1 / cap)])]);
  return tape.each('Mul', [flat, tape.builder.scalar(cap)]);
}

/** What a mask leaves out is as good as minus infinity. */
const NOTHING = -1e30;

/** No position sees a later one. */
function causal(tape: Lowering, scores: string): string {
  if (intAttribute(tape.node, 'is_causal', 0) !== 1) return scores;
  const [rows, length] = tape.dims(scores).slice(2) as [number, number];
  const bytes = Uint8Array.from({ length: rows * length }, (_, i) =>
    i % length <= Math.floor(i / length) ? 1 : 0,
  );
  const seen = tape.builder.constant({ dtype: DataType.bool, dims: [rows, length], bytes }, 'seen');
  return tape.each('Where', [seen, scores, tape.builder.scalar(NOTHING)]);
}

/** A mask of truth values leaves out, one of numbers is added. */
function masked(tape: Lowering, scores: string): string {
  const mask = tape.input(3);
  if (mask === '') return scores;
  const kind = tape.constant(3)?.dtype;
  if (kind === undefined) throw tape.unsupported('its mask is computed from the image');
  return kind === tape.builder.floatType
    ? tape.each('Add', [scores, mask])
    : tape.each('Where', [mask, scores, tape.builder.scalar(NOTHING)]);
}
