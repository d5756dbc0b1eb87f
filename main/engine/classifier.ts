import type { Model } from './onnx/ir.ts';
import { asTwoClasses } from './passes/binaryHead.ts';
import { resolveConstantIfs } from './passes/constantIf.ts';
import { refuseEndlessLoops } from './passes/endless.ts';
import { exposeView } from './passes/exposeView.ts';
import { takesLevels, withFloatInput } from './passes/floatInput.ts';
import { guardPads } from './passes/guardPads.ts';
import { findImageInput, type ImageInput, type InputWish } from './passes/imageInput.ts';
import { asInference } from './passes/inference.ts';
import { inlineFunctions } from './passes/inlineFunctions.ts';
import { inputNormalisation, type InputNormalisation } from './passes/inputNormalisation.ts';
import { Layouts } from './passes/layouts.ts';
import type { Logits } from './passes/logits.ts';
import { chooseOutput, listOutputs, type OutputCandidate } from './passes/outputs.ts';
import { singlePrecision } from './passes/singlePrecision.ts';
import { specialise, type Evaluate, type Shapes } from './passes/specialise.ts';
import { inStandardOperators, refuseProcessorLayout } from './passes/standard/standardise.ts';
import { upgradeOpset } from './passes/upgradeOpset.ts';
import { findViews, type View } from './passes/views.ts';

export type { ImageInput } from './passes/imageInput.ts';

/** A classifier read for one input size: no shape arithmetic left, every shape known, the logits found. */
export interface Classifier {
  readonly model: Model;
  readonly shapes: Shapes;
  readonly input: ImageInput;
  readonly output: string;
  readonly logits: Logits;
  /** Operator set of the graph as it is read. */
  readonly opset: number;
  /** Operator set in which the file was written, by which people know it. */
  readonly fileOpset: number;
  /** Activations that the model computes in another form than [1, C, H, W], by the names of the layers that they make. */
  readonly views: ReadonlyMap<string, View>;
}

/** What may be said beforehand of how a model is read. */
export interface ReadingWish extends InputWish {
  /** The output to explain. */
  readonly output?: string | undefined;
  /** Numbers of classes that the files beside the model speak of. */
  readonly counts?: readonly number[];
}

/** A classifier with what was found out on the way. */
export interface ReadClassifier extends Classifier {
  /** Whether the model takes images of any height or width. */
  readonly open: boolean;
  /** Everything that the model gives. */
  readonly outputs: readonly OutputCandidate[];
  /** Why this output of several; null where there is no other. */
  readonly outputReason: string | null;
  /** What the graph does to its image before the network proper, and what that says of the image's range. */
  readonly normalisation: InputNormalisation | null;
  /** Whether the model has one logit, which stands for two classes. */
  readonly binary: boolean;
  /** Whether the model takes its image as whole levels 0 to 255. */
  readonly levels: boolean;
  /** What was guessed or is odd, for the person. */
  readonly warnings: readonly string[];
}

/**
 * Reads a model as an image classifier.
 * @throws WorkbenchError 'model-unsupported' when it has no image input or no scores per class, 'input-invalid' where
 *   a wish does not fit it
 */
export async function readClassifier(
  model: Model,
  evaluate: Evaluate,
  wish: ReadingWish = {},
): Promise<ReadClassifier> {
  refuseProcessorLayout(model);
  const single = singlePrecision(inlineFunctions(model));
  const inlined = withFloatInput(single.model);
  refuseEndlessLoops(inlined.graph);
  const { input, open, warnings } = findImageInput(inlined.graph, wish);
  const image = { name: input.name, dims: inputDims(input, 1) };
  const resolved = await resolveConstantIfs(inlined, image, evaluate);
  const inferring = asInference(resolved, input.name);
  const measured = await specialise(upgradeOpset(inferring.model), image, evaluate);
  const standard = await inStandardOperators(measured, image, evaluate);
  const { shapes } = standard;
  const fixed = { ...standard.model, graph: guardPads(standard.model.graph) };
  const outputs = listOutputs(fixed.graph, shapes);
  const output = chooseOutput(outputs, fixed.graph, wish.counts ?? [], wish.output);
  const head = asTwoClasses(fixed.graph, shapes, output.logits);
  const layouts = new Layouts(head.graph, head.shapes);
  return {
    model: { ...fixed, graph: head.graph },
    shapes: head.shapes,
    input,
    output: output.name,
    logits: head.logits,
    opset: fixed.opsets.get('') ?? 0,
    fileOpset: model.opsets.get('') ?? 0,
    views: findViews(head.graph, head.shapes, layouts, input.name, head.logits.tensor),
    open,
    outputs,
    outputReason: output.reason,
    normalisation: inputNormalisation(fixed.graph, input.name, input.channels),
    binary: head.logits.classes !== output.logits.classes,
    levels: takesLevels(model),
    warnings: [
      ...single.notes,
      ...inferring.notes,
      ...standard.notes,
      ...warnings,
      ...(output.logits.note === undefined ? [] : [output.logits.note]),
    ],
  };
}

/** The classifier with a view written into its graph, where the layer is one and not written yet. */
export function atLayer(classifier: Classifier, layer: string): Classifier {
  const view = classifier.views.get(layer);
  // A classifier out of an explainer file has been written so before.
  if (!view || classifier.shapes.has(layer)) return classifier;
  const { graph, shapes } = exposeView(classifier.model.graph, classifier.shapes, layer, view);
  return { ...classifier, model: { ...classifier.model, graph }, shapes };
}

/** Shape of the input tensor for a batch of images. */
export function inputDims(input: ImageInput, batch: number): number[] {
  const { channels, height, width } = input;
  return input.layout === 'NCHW' ? [batch, channels, height, width] : [batch, height, width, channels];
}
