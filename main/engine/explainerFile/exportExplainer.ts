import { WorkbenchError } from '../../../shared/errors.ts';
import type { Method } from '../methods/method.ts';
import { methodOf, methods } from '../methods/index.ts';
import type { OpenModel } from '../model/openModel.ts';
import { writePreprocessorConfig } from '../images/preprocessorConfig.ts';
import type { Model } from '../onnx/ir.ts';
import { ownNames } from '../passes/renameGraph.ts';
import { evaluateOnce } from '../runtime/evaluate.ts';
import { atLayer } from '../classifier.ts';
import { splitHead } from '../head.ts';
import { writeExplainerGraph } from './explainerGraph.ts';
import { toProperties } from './metadata.ts';
import { oldestOpset } from './oldestOpset.ts';
import { INPUT_ROLES, OUTPUT_ROLES, REFERENCE, RESIDUAL_LAW, type OutputName } from './roles.ts';
import { spellOut } from './spellOut.ts';

const PRODUCER = 'LIFT-CAM Workbench';

/** What an explainer file is made of. */
export interface ExplainerRequest {
  /** The layer's tensor; the default one where absent. */
  readonly layer?: string | undefined;
  readonly method: string;
  /** Version of this program. */
  readonly version: string;
}

/**
 * Makes a model into its own explainer: one standard ONNX model that any ONNX Runtime runs, and that says of itself
 * what it is.
 * @throws WorkbenchError 'layer-unknown', 'operator-unsupported', 'input-invalid' for a method that is no graph
 */
export async function exportExplainer(open: OpenModel, request: ExplainerRequest): Promise<Model> {
  const method = methodOf(request.method);
  const { card } = open;
  const { activation } = open.layer(request.layer).head;
  const classifier = atLayer(spellOut(open.classifier), activation);
  const head = splitHead(classifier, activation);
  const { graph, renamed } = await writeExplainerGraph(classifier, head, writerOf(method), evaluateOnce);
  const ofModel = ownNames(classifier.model.graph);
  const written = graph.outputs.map(({ name }) => [name, OUTPUT_ROLES[name as OutputName]] as const);
  return {
    irVersion: classifier.model.irVersion,
    opsets: new Map([['', oldestOpset(graph, classifier.opset)]]),
    producer: PRODUCER,
    functions: [],
    graph,
    metadata: toProperties({
      producer: PRODUCER,
      version: request.version,
      model: card.explainerOf?.model ?? { name: card.name, sha256: card.sha256 },
      layer: head.activation,
      method: method.id,
      labels: card.labels,
      labels_source: card.labelsSource,
      preprocessing: card.preprocessing,
      preprocessor_config: writePreprocessorConfig(card.preprocessing),
      reference: REFERENCE,
      residual_law: RESIDUAL_LAW,
      inputs: INPUT_ROLES,
      outputs: Object.fromEntries(written),
      logits: classifier.logits.tensor,
      activation: card.output.activation,
      renamed: Object.fromEntries([...renamed].filter(([, own]) => ofModel.has(own))),
    }),
  };
}

function writerOf({ id, write }: Method): NonNullable<Method['write']> {
  if (write) return write;
  const able = methods.filter((each) => each.write).map((each) => each.id);
  throw new WorkbenchError(
    'input-invalid',
    `Method '${id}' cannot be written as a graph. Choose one of: ${able.join(', ')}.`,
  );
}
