import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { atLayer, readClassifier } from '../../main/engine/classifier.ts';
import { splitHead } from '../../main/engine/head.ts';
import { headFacts } from '../../main/engine/headFacts.ts';
import { listLayers } from '../../main/engine/model/describeLayers.ts';
import { DataType } from '../../main/engine/onnx/constant.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { dependents } from '../../main/engine/passes/dependence.ts';
import { sourceOf } from '../../main/engine/passes/layers.ts';
import { lowerComposites } from '../../main/engine/passes/lowerComposites.ts';
import { ruleFor } from '../../main/engine/rules/index.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { goldenPath, manifest } from '../support/golden.ts';

const files = Object.values(manifest.models).flatMap(({ variants }) =>
  Object.values(variants).map((variant) => variant.file),
);

test.each(files)('%s: all heads in one pass are described as each by itself', async (file) => {
  const classifier = await readClassifier(
    decodeModel(readFileSync(goldenPath(file)), () => new Uint8Array()),
    evaluateOnce,
  );
  const { model, shapes, input, logits, opset } = classifier;
  const layers = listLayers(classifier);
  const varying = dependents(model.graph, [input.name]);
  const lowered = lowerComposites(model.graph, shapes, varying, opset, DataType.float32, ruleFor);
  const { heads, multiplyAdds } = headFacts(
    lowered,
    layers.map(sourceOf),
    logits.tensor,
    classifier,
    ruleFor,
  );
  expect(heads.length).toBeGreaterThan(0);
  for (const [index, { tensor }] of layers.entries()) {
    const { affine, obstacle } = splitHead(atLayer(classifier, tensor), tensor);
    expect(heads[index], tensor).toMatchObject({ affine, obstacle });
    expect(heads[index]?.multiplyAdds, tensor).toBeLessThanOrEqual(multiplyAdds);
  }
});
