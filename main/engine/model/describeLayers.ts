import type { Layer, ModelCard } from '../../../shared/modelCard.ts';
import type { Classifier } from '../classifier.ts';
import { headFacts, type HeadFacts } from '../headFacts.ts';
import { DataType } from '../onnx/constant.ts';
import { defaultLayer, defaultReason } from '../passes/defaultLayer.ts';
import { dependents } from '../passes/dependence.ts';
import { findLayers, sourceOf, type LayerCandidate } from '../passes/layers.ts';
import { Layouts } from '../passes/layouts.ts';
import { lowerComposites } from '../passes/lowerComposites.ts';
import { ruleFor } from '../rules/index.ts';

type LayersOfCard = Pick<ModelCard, 'layers' | 'defaultLayer' | 'defaultReason' | 'multiplyAdds'>;

/** The activations of a classifier at which a map can be taken, in the order in which they are computed. */
export function listLayers(
  { model: { graph }, shapes, input, logits, views }: Classifier,
  layouts = new Layouts(graph, shapes),
): LayerCandidate[] {
  return findLayers(graph, shapes, layouts, input.name, logits.tensor, views);
}

/** The layers of a classifier, what their heads are and cost, and the default one; undefined where there is none. */
export function describeLayers(classifier: Classifier): LayersOfCard | undefined {
  const { model, shapes, input, logits, opset } = classifier;
  const { graph } = model;
  const layouts = new Layouts(graph, shapes);
  const candidates = listLayers(classifier, layouts);
  const varying = dependents(graph, [input.name]);
  const lowered = lowerComposites(graph, shapes, varying, opset, DataType.float32, ruleFor);
  const { heads, multiplyAdds } = headFacts(
    lowered,
    candidates.map(sourceOf),
    logits.tensor,
    classifier,
    ruleFor,
  );
  const layers = candidates.map((candidate, index): Layer => {
    const { tensor, shape, op, path, cut } = candidate;
    const head = heads[index] as HeadFacts;
    return {
      tensor,
      shape: [...shape],
      op,
      path: [...path],
      cut,
      head: head.affine ? 'affine' : 'non-linear',
      headMultiplyAdds: head.multiplyAdds,
      obstacle: head.obstacle,
    };
  });
  const usable = candidates.filter((_, index) => heads[index]?.obstacle === null);
  const chosen = defaultLayer(usable) ?? defaultLayer(candidates);
  if (!chosen) return undefined;
  const reason = defaultReason(graph, shapes, layouts, logits.tensor, chosen);
  return { layers, defaultLayer: chosen.tensor, defaultReason: reason, multiplyAdds };
}
