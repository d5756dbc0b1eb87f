import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ActivationSession } from '../../main/engine/activationSession.ts';
import { readClassifier } from '../../main/engine/classifier.ts';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import type { MethodResult } from '../../main/engine/methods/method.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import type { Params } from '../../shared/params.ts';
import { oneHot } from './goldenSessions.ts';

const FOLDER = path.join(import.meta.dirname, '../fixtures/methods');

interface References {
  /** Of the network beside it. */
  readonly image: readonly number[];
  readonly class: number;
  /** [H, W]. */
  readonly eigenGradCam: readonly number[];
  /** LIFT's m A, [C, H, W]. */
  readonly contributions: readonly number[];
  readonly lime: readonly { readonly params: Params; readonly alpha: readonly number[] }[];
  /** EigenGrad-CAM of golden cases. */
  readonly golden: readonly { readonly case: string; readonly map: readonly number[] }[];
}

/** Numbers of captum and pytorch-grad-cam (fixtures/methods/make.py). */
export const methodReferences = JSON.parse(
  readFileSync(path.join(FOLDER, 'expected.json'), 'utf8'),
) as References;

/** What a method says of the network that the references are of, at its first ReLU. */
export async function onReferenceNetwork(id: string, params: Params = {}): Promise<MethodResult> {
  const bytes = readFileSync(path.join(FOLDER, 'network.onnx'));
  const model = decodeModel(bytes, () => new Uint8Array());
  const classifier = await readClassifier(model, evaluateOnce);
  const relu = classifier.model.graph.nodes.find(({ op }) => op === 'Relu');
  const session = new ActivationSession(classifier, relu?.outputs[0] ?? '', { provider: 'cpu', threads: 1 });
  try {
    const tensor = Float32Array.from(methodReferences.image);
    const point = await session.forward(tensor);
    const choice = chooseMethod(id, params);
    const seeds = [oneHot(methodReferences.class, session.head.classes)];
    const [result] = await choice.method.run(session, point, seeds, { tensor, classifier }, choice.params);
    return result as MethodResult;
  } finally {
    await session.release();
  }
}
