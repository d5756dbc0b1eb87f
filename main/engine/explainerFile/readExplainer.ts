import { WorkbenchError } from '../../../shared/errors.ts';
import type { Source } from '../model/sources/source.ts';
import { makeNode } from '../onnx/builder.ts';
import type { Model } from '../onnx/ir.ts';
import { extract } from '../passes/extract.ts';
import { renameGraph } from '../passes/renameGraph.ts';
import { fromProperties, type ExplainerMetadata } from './metadata.ts';
import { INPUTS } from './roles.ts';

/** An explainer file taken apart. */
export interface OpenedExplainer {
  /** The classifier inside, its tensors under their own names. */
  readonly classifier: Model;
  readonly metadata: ExplainerMetadata;
}

/** What the classifier made of its logits. */
const OUTPUT_OPERATORS = { softmax: 'Softmax', sigmoid: 'Sigmoid' } as const;

/**
 * Takes the classifier out of an explainer file; null for any other file.
 * @throws WorkbenchError 'model-unreadable' when the file is not what it says
 */
export function readExplainer(model: Model): OpenedExplainer | null {
  const metadata = fromProperties(model.metadata);
  if (!metadata) return null;
  const { renamed, logits, activation } = metadata;
  const image = model.graph.inputs.filter((input) => input.name === INPUTS.image);
  const inFile = Object.keys(renamed).find((name) => renamed[name] === logits) ?? logits;
  const isThere = model.graph.nodes.some((node) => node.outputs.includes(inFile));
  if (image.length === 0 || !isThere) {
    throw new WorkbenchError(
      'model-unreadable',
      `The file says that it is an explainer, but it has no '${image.length === 0 ? INPUTS.image : inFile}'. Export it again, or open the model itself.`,
    );
  }
  const inside = extract(model.graph, image, [{ name: inFile, dtype: 0, dims: null }]);
  const graph = renameGraph(inside, (name) => renamed[name] ?? name);
  const output = `${logits}/${activation}`;
  return {
    metadata,
    classifier: {
      ...model,
      graph: {
        ...graph,
        nodes: [...graph.nodes, makeNode(OUTPUT_OPERATORS[activation], [logits], [output])],
        outputs: [{ name: output, dtype: 0, dims: null }],
      },
    },
  };
}

/** What an explainer file says of its classifier. */
export function explainerSource(metadata: ExplainerMetadata): Source {
  const { preprocessing, labels, labels_source: name, activation } = metadata;
  return { name, preprocessing: () => preprocessing, labels, activation };
}
