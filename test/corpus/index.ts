import { controlFlow } from './controlFlow.ts';
import type { CorpusEntry } from './entry.ts';
import { graphs } from './graphs.ts';
import { notModels } from './notModels.ts';
import { sizes } from './sizes.ts';
import { tensors } from './tensors.ts';

/** Damaged and odd models, by what is odd about them, each with the exact message that a person reads. */
export const corpus: Readonly<Record<string, readonly CorpusEntry[]>> = {
  'not a model': notModels,
  weights: tensors,
  graph: graphs,
  'control flow': controlFlow,
  sizes,
};
