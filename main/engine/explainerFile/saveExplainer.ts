import { basename, resolve } from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/job.ts';
import { throwIfCancelled } from '../cancel.ts';
import type { OpenModel } from '../model/openModel.ts';
import type { Model } from '../onnx/ir.ts';
import { encodeModelFiles } from '../onnx/externalWeights.ts';
import { writeFiles } from '../writeFiles.ts';
import { exportExplainer, type ExplainerRequest } from './exportExplainer.ts';
import { processorNote } from './processorNote.ts';

/**
 * Writes the explainer of an open model to `path`, and beside it the weights where one file cannot hold them.
 * @param signal ends it before anything is written
 * @throws WorkbenchError 'disk-failed'; 'path-refused' for the model's own file; 'cancelled'; as {@link exportExplainer} does
 */
export async function saveExplainer(
  open: OpenModel,
  request: ExplainerRequest,
  path: string,
  signal?: CancelSignal,
): Promise<Model> {
  if (resolve(path) === resolve(open.card.path)) {
    throw new WorkbenchError(
      'path-refused',
      `'${path}' is the model that is open; its explainer would replace it. Choose another name.`,
    );
  }
  const model = await exportExplainer(open, request);
  throwIfCancelled(signal, 'Exporting the explainer');
  const location = `${basename(path)}.data`;
  const { bytes, weights } = encodeModelFiles(model, location);
  await writeFiles([
    { path, data: bytes },
    ...(weights === null ? [] : [{ path: `${path}.data`, data: weights }]),
  ]);
  return model;
}

/**
 * The same as the bytes of one file, with what there is to know of it.
 * @throws WorkbenchError 'model-unsupported' where one file cannot hold it, 'cancelled'
 */
export async function encodeExplainer(
  open: OpenModel,
  request: ExplainerRequest,
  signal?: CancelSignal,
): Promise<{ data: Uint8Array; note: string | null }> {
  const model = await exportExplainer(open, request);
  throwIfCancelled(signal, 'Exporting the explainer');
  const { bytes, weights } = encodeModelFiles(model, '');
  if (weights === null) return { data: bytes, note: processorNote(model) };
  throw new WorkbenchError(
    'model-unsupported',
    'The explainer does not fit into one file of 2 GiB. Write it with: liftcam export-explainer.',
  );
}
