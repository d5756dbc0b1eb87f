import type { CancelSignal } from '../../../shared/job.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import type { Model } from '../onnx/ir.ts';
import { splitRows } from '../rows.ts';
import { floatValue } from '../runtime/session.ts';
import { PRODUCTS, type ChannelProduct } from './channelProduct.ts';
import { singles } from './coalitions.ts';
import type { CutValues } from './cutRow.ts';
import { runStage, type Stage } from './stage.ts';

/** A tensor of the head with all channels and with none. */
export type Ends = Pick<CutValues, 'all' | 'none'>;

/** The product that gives the parts of its result for all channels at once. */
export interface ProductPlan {
  /** Tells it apart from the stages of a head. */
  readonly id: string;
  readonly of: ChannelProduct;
  readonly model: Model;
}

/** How the parts U_k of the sums are found: by running each channel alone, from the layer or from a product. */
export interface PartsPlan {
  /** Gives the parts of its result for all channels at once. */
  readonly product: ProductPlan | null;
  /** To the sums from the layer, or from the product's result where there is one; null where that result is the sum. */
  readonly stage: Stage | null;
}

/**
 * U_k = T(A with k alone) - T(0) of every sum T, by its name; [C, size] each.
 * @param endsOf the ends of the tensors before the sums, and of the sums
 * @throws WorkbenchError 'cancelled' between two batches, 'value-not-finite'
 */
export async function findParts(
  session: ActivationSession,
  point: ActivationPoint,
  { product, stage }: PartsPlan,
  endsOf: (name: string) => Ends,
  signal: CancelSignal | undefined,
): Promise<Map<string, Float32Array[]>> {
  const parts = new Map<string, Float32Array[]>();
  if (product) parts.set(product.of.output, await runProduct(session, point, product, endsOf));
  if (!stage) return parts;
  const values = stage.cuts.map(({ name }) => ({ ...endsOf(name), parts: parts.get(name) ?? [] }));
  const [channels] = session.head.shape;
  const found = stage.outputs.map((): Float32Array[] => []);
  await runStage(session, point, stage, values, singles(channels), signal, (row) => {
    for (const [at, alone] of row.entries())
      found[at]?.push(difference(alone, endsOf(stage.outputs[at] as string).none));
  });
  for (const [at, name] of stage.outputs.entries()) parts.set(name, found[at] as Float32Array[]);
  return parts;
}

async function runProduct(
  session: ActivationSession,
  point: ActivationPoint,
  { id, of: { input, inner, scale }, model }: ProductPlan,
  endsOf: (name: string) => Ends,
): Promise<Float32Array[]> {
  const [channels] = session.head.shape;
  const { all, none } = endsOf(input.name);
  const rows = difference(all, none).map((value) => scale * value);
  const feeds = { [PRODUCTS.rows]: floatValue([channels, 1, inner], rows) };
  const [parts] = await session.runPart(id, model, point, feeds, 1, [PRODUCTS.parts]);
  return splitRows(parts as Float32Array, channels);
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => value - (b[at] as number));
}
