import { readFileSync } from 'node:fs';
import { ActivationSession } from '../../main/engine/activationSession.ts';
import { readClassifier, type Classifier } from '../../main/engine/classifier.ts';
import type { ImageContext } from '../../main/engine/methods/method.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { goldenInput, goldenPath, manifest, type GoldenCase } from './golden.ts';

/** The models of the golden set, each file and layer opened once. */
export class GoldenSessions {
  readonly #classifiers = new Map<string, Promise<Classifier>>();
  readonly #sessions = new Map<string, Promise<ActivationSession>>();

  classifier({ onnx }: Pick<GoldenCase, 'onnx'>): Promise<Classifier> {
    return once(this.#classifiers, onnx, () =>
      readClassifier(
        decodeModel(readFileSync(goldenPath(onnx)), () => new Uint8Array()),
        evaluateOnce,
      ),
    );
  }

  open(each: Pick<GoldenCase, 'onnx' | 'target'>): Promise<ActivationSession> {
    return once(this.#sessions, `${each.onnx} ${each.target}`, async () => {
      const classifier = await this.classifier(each);
      return new ActivationSession(classifier, each.target, { provider: 'cpu', threads: 1 });
    });
  }

  /** What a method is told of the case's image. */
  async context(each: GoldenCase): Promise<ImageContext> {
    return { tensor: goldenInput(each), classifier: await this.classifier(each) };
  }

  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).release();
    this.#sessions.clear();
  }
}

function once<T>(held: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = held.get(key);
  if (known) return known;
  const made = make();
  held.set(key, made);
  return made;
}

/** The cases of each model file. */
export function casesByFile(): Map<string, GoldenCase[]> {
  const files = new Map<string, GoldenCase[]>();
  for (const each of manifest.cases) files.set(each.onnx, [...(files.get(each.onnx) ?? []), each]);
  return files;
}

export function oneHot(index: number, classes: number): Float32Array {
  const seed = new Float32Array(classes);
  seed[index] = 1;
  return seed;
}
