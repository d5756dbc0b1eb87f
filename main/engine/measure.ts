import type { CancelSignal } from '../../shared/job.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { BoxesBeside } from './boxes/boxesBeside.ts';
import { boxesOnInput } from './boxes/boxesOnInput.ts';
import type { Explained } from './explain.ts';
import type { Folders } from './folders.ts';
import { runMetric, type MetricChoice } from './metricChoice.ts';
import { metricSubject } from './metricSubject.ts';
import type { Box } from './metrics/metric.ts';

const NO_BOXES =
  'No boxes lie with this photo: put a Pascal VOC file of its name (.xml) beside it, or a COCO file (annotations.json) in the folder.';

/**
 * One metric of one explanation; boxes come from the annotations that lie with the photo.
 * @throws WorkbenchError 'cancelled', 'value-not-finite', 'input-invalid' for annotations that cannot be used
 */
export async function measure(
  explained: Explained,
  choice: MetricChoice,
  folders: Folders,
  annotations: BoxesBeside,
  signal: CancelSignal,
): Promise<Measurement> {
  const asksBoxes = choice.metric.needs.includes('boxes');
  const boxes = asksBoxes ? await boxesOf(explained, folders, annotations) : null;
  const session = explained.model.layer(explained.explanation.layer);
  return session.using(() => runMetric(choice, metricSubject(explained, boxes, signal), NO_BOXES));
}

async function boxesOf(
  { explanation, model }: Explained,
  folders: Folders,
  annotations: BoxesBeside,
): Promise<Box[] | null> {
  const { image, placement, target } = explanation;
  if (image === null) return null;
  const annotated = await annotations.of(folders.folderOf(image).path, await folders.locate(image));
  const { index, label } = target.class;
  return annotated && boxesOnInput(annotated, placement, model.card.input, index, label);
}
