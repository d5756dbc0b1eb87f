import type { Workbench } from './workbench.svelte.ts';

/** Saves the model and its explainer, at the layer and by the method on show, as one ONNX file. */
export async function exportExplainer({ explanations, models, exporter, engine }: Workbench): Promise<void> {
  const explanation = explanations.current;
  const { card } = models;
  if (!explanation || !card) return;
  const { layer, method } = explanation;
  const name = ['explainer', card.name, layer, method].join(' ').replace(/[^\p{L}\p{N}]+/gu, '-');
  await exporter.saveExplainer({ model: card.id, layer, method }, name, engine.host?.dialogs ?? false);
}
