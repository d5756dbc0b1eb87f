import { WorkbenchError } from '../../../shared/errors.ts';
import type { NamedClasses } from '../../../shared/labelText.ts';
import type { ModelCard, Preprocessing } from '../../../shared/modelCard.ts';
import type { ReadClassifier } from '../classifier.ts';
import { defaultPreprocessing } from '../images/defaultPreprocessing.ts';
import { BINARY_LABELS } from '../passes/binaryHead.ts';
import { imageNetNames } from './sources/imageNet.ts';
import { unusable } from './sources/readJson.ts';
import { labelCount, type Source } from './sources/source.ts';

/** How photos go into a model and what its classes are called. */
export interface Description extends Pick<ModelCard, 'preprocessing' | 'labels' | 'labelsSource'> {
  readonly activation: ModelCard['output']['activation'];
  readonly warnings: readonly string[];
}

/**
 * Puts together what the places say of a model: for each part the first place that says it and fits the model, and at
 * last what is usual. What does not fit and what is only usual is told.
 * @param sources in order of precedence
 * @throws WorkbenchError where a place that the person named does not fit the model
 */
export function describeModel(sources: readonly Source[], classifier: ReadClassifier): Description {
  const warnings: string[] = [];
  const preprocessing = preprocessingOf(sources, classifier, warnings);
  const { labels, labelsSource } = labelsOf(sources, classifier, warnings);
  const { activation } = classifier.logits;
  const said = sources.find((source) => source.activation !== undefined)?.activation;
  return {
    preprocessing,
    labels,
    labelsSource,
    activation: activation === 'none' ? (said ?? 'softmax') : activation,
    warnings,
  };
}

function preprocessingOf(
  sources: readonly Source[],
  { input }: ReadClassifier,
  warnings: string[],
): Preprocessing {
  for (const source of sources) {
    const found = fitting(source, () => source.preprocessing?.(input), warnings);
    if (!found) continue;
    if (source.guessed) warnings.push(preparedBy(found));
    return found;
  }
  const usual = defaultPreprocessing(input);
  warnings.push(preparedBy(usual));
  return usual;
}

function preparedBy({ source }: Preprocessing): string {
  return `Photos are prepared by ${source}.`;
}

function labelsOf(
  sources: readonly Source[],
  classifier: ReadClassifier,
  warnings: string[],
): { labels: string[]; labelsSource: string } {
  const { classes } = classifier.logits;
  for (const source of sources) {
    const { labels, name } = source;
    const fitted = labels && fitting(source, () => fitLabels(labels, classifier, name), warnings);
    if (fitted) return { labels: fitted, labelsSource: name };
  }
  if (classifier.binary) return { labels: [...BINARY_LABELS], labelsSource: 'the one logit of the model' };
  const imageNet = imageNetNames(classes);
  if (imageNet) {
    warnings.push(
      `Classes are called by ImageNet's names, as there are ${String(classes)} and nothing names them.`,
    );
    return { labels: imageNet, labelsSource: `ImageNet, as there are ${String(classes)} classes` };
  }
  warnings.push('No class names beside the model (config.json with id2label): classes are shown by number.');
  return { labels: Array.from({ length: classes }, (_, index) => String(index)), labelsSource: 'none given' };
}

/** One label per class; a single one for a single logit names the positive class. */
function fitLabels(labels: NamedClasses, { logits, binary }: ReadClassifier, name: string): string[] {
  const count = labelCount(labels);
  const named = (index: number) => ('size' in labels ? labels.get(index) : labels[index]);
  if (binary && count === 1) return [`not ${named(0) ?? ''}`, named(0) ?? ''];
  const fits = 'size' in labels ? count <= logits.classes : count === logits.classes;
  if (!fits) {
    throw unusable(
      name,
      `it names ${String(count)} classes, but the model has ${String(binary ? 'one logit' : logits.classes)}`,
    );
  }
  return Array.from({ length: logits.classes }, (_, index) => named(index) ?? String(index));
}

/** The value, or undefined where the place does not fit the model, which is told. */
function fitting<T>({ given }: Source, value: () => T, warnings: string[]): T | undefined {
  try {
    return value();
  } catch (error) {
    if (given || !(error instanceof WorkbenchError)) throw error;
    warnings.push(error.message);
    return undefined;
  }
}
