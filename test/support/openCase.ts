import type { Classifier } from '../../main/engine/classifier.ts';
import { splitHead, type Head } from '../../main/engine/head.ts';
import { Builder } from '../../main/engine/onnx/builder.ts';
import { DataType, floatsOf, type FloatType } from '../../main/engine/onnx/constant.ts';
import type { Model } from '../../main/engine/onnx/ir.ts';
import { specialise } from '../../main/engine/passes/specialise.ts';
import { OPSET, upgradeOpset } from '../../main/engine/passes/upgradeOpset.ts';
import type { RuleSource } from '../../main/engine/rules/index.ts';
import {
  createSession,
  type Session,
  type SessionOptions,
  type Value,
} from '../../main/engine/runtime/session.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { elementCount } from '../../shared/tensor.ts';
import { spelledAt } from './olderSpellings.ts';
import type { RuleCase } from './ruleCase.ts';

/** A case as a model of one image and as the head that is walked. */
export interface OpenCase {
  readonly floatType: FloatType;
  /** x [1, C, H, W] -> y, as the case wrote it. */
  readonly forward: Session;
  readonly head: Head;
  readonly xDims: readonly number[];
  readonly yDims: readonly number[];
}

/** Whether ONNX Runtime refused a graph because an operator has no kernel for float64. */
export function lacksKernel(error: unknown): boolean {
  // Its own words are behind the sentence that a person reads.
  const words = error instanceof Error ? `${error.message} ${String(error.cause)}` : '';
  return /NOT_IMPLEMENTED|Could not find an implementation|Type Error/.test(words);
}

/** ONNX Runtime fuses nodes into operators that it has for float32 only. */
export function sessionOptions(floatType: FloatType): SessionOptions {
  return { provider: 'cpu', threads: 1, optimise: floatType === DataType.float32 };
}

/** Opens a case with tensors of the given width. @throws what {@link lacksKernel} knows when there is none */
export async function openAs(each: RuleCase, floatType: FloatType, rules?: RuleSource): Promise<OpenCase> {
  const model = modelOf(each, floatType);
  const xDims = [1, ...each.shape];
  const { model: fixed, shapes } = await specialise(
    upgradeOpset(model),
    { name: 'x', dims: xDims },
    evaluateOnce,
  );
  const y = fixed.graph.outputs[0]?.name ?? '';
  const yDims = shapes.get(y) ?? [];
  const [channels, height, width] = each.shape;
  const classifier: Classifier = {
    model: fixed,
    shapes,
    input: { name: 'x', layout: 'NCHW', channels, height, width },
    output: y,
    logits: { tensor: y, classes: elementCount(yDims), activation: 'none' },
    opset: fixed.opsets.get('') ?? 0,
    fileOpset: model.opsets.get('') ?? 0,
    views: new Map(),
  };
  const head = splitHead(classifier, 'x', rules);
  return {
    floatType,
    forward: await createSession(model, sessionOptions(floatType)),
    head,
    xDims,
    yDims,
  };
}

/** Whether the operator set of a case has words for all of it. */
export function canBeSpelled(each: RuleCase, floatType: FloatType): boolean {
  return spelledModel(each, floatType) !== undefined;
}

function modelOf(each: RuleCase, floatType: FloatType): Model {
  const model = spelledModel(each, floatType);
  if (!model) throw new Error(`Operator set ${String(each.opset)} cannot say '${each.name}'.`);
  return model;
}

function spelledModel(each: RuleCase, floatType: FloatType): Model | undefined {
  const input = { name: 'x', dtype: floatType, dims: [1, ...each.shape] };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [input] }, floatType);
  const y = builder.node('Identity', [each.build(builder, 'x')]);
  const written = Math.max(OPSET, each.since ?? OPSET);
  const model: Model = {
    irVersion: 10,
    opsets: new Map([['', written]]),
    producer: 'test',
    metadata: new Map(),
    functions: [],
    graph: builder.graph(each.name, [input], [{ name: y, dtype: floatType, dims: null }]),
  };
  return spelledAt(model, each.opset ?? written);
}

/** A tensor of the case's element type. */
export function toValue(floatType: FloatType, dims: readonly number[], values: readonly number[]): Value {
  const data = floatType === DataType.float64 ? Float64Array.from(values) : Float32Array.from(values);
  return { dtype: floatType, dims, data };
}

/** The numbers of a float tensor of either width. */
export function numbersOf(value: Value | undefined): number[] {
  if (!value) throw new Error('The run gave no such tensor.');
  const bytes = new Uint8Array(value.data.buffer, value.data.byteOffset, value.data.byteLength);
  return Array.from(floatsOf({ dtype: value.dtype, dims: value.dims, bytes }) ?? []);
}
