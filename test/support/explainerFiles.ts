import { writeExplainerGraph } from '../../main/engine/explainerFile/explainerGraph.ts';
import type { Published } from '../../main/engine/explainerFile/publish.ts';
import { spellOut } from '../../main/engine/explainerFile/spellOut.ts';
import { splitHead } from '../../main/engine/head.ts';
import { methodOf } from '../../main/engine/methods/index.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { manifest, type GoldenCase } from './golden.ts';
import type { GoldenSessions } from './goldenSessions.ts';

/** One case for each model file and target of the golden set. */
export function goldenTargets(): GoldenCase[] {
  const targets = new Map<string, GoldenCase>();
  for (const each of manifest.cases) {
    const key = `${each.onnx} ${each.target}`;
    if (!targets.has(key)) targets.set(key, each);
  }
  return [...targets.values()];
}

/** The explainer of a golden model at its target, as the graph of a file. */
export async function goldenExplainer(
  sessions: GoldenSessions,
  golden: Pick<GoldenCase, 'onnx' | 'target'>,
  method = 'lift-cam',
): Promise<Published> {
  const classifier = spellOut(await sessions.classifier(golden));
  const { write } = methodOf(method);
  if (!write) throw new Error(`${method} cannot be written`);
  return writeExplainerGraph(classifier, splitHead(classifier, golden.target), write, evaluateOnce);
}
