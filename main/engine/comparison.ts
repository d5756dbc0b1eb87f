import type { CancelSignal } from '../../shared/job.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { ClassScore, TargetSelector } from '../../shared/result.ts';
import { agreement, topOverlap, type Agreement } from '../../shared/statistics/agreement.ts';
import type { ActivationSession } from './activationSession.ts';
import { explain, runForward, type Explained, type ImagePoint } from './explain.ts';
import type { MethodChoice } from './methodChoice.ts';
import type { MetricChoice } from './metricChoice.ts';
import { metricSubject } from './metricSubject.ts';
import type { Box, MetricSubject } from './metrics/metric.ts';
import { centreGaussian } from './metrics/support/centreGaussian.ts';
import type { OpenModel } from './model/openModel.ts';

/** What is compared on every image. */
export interface Comparison {
  readonly model: OpenModel;
  readonly session: ActivationSession;
  readonly methods: readonly MethodChoice[];
  /** SHAP-CAM, which the weights of every method are held against. */
  readonly reference: MethodChoice;
  readonly metrics: readonly MetricChoice[];
  readonly target: TargetSelector;
  /** Whether a Gaussian in the middle, which looks at no image, stands below the methods. */
  readonly centreControl: boolean;
}

/** Channels among the largest in magnitude, of which two methods may have some in common. */
export const TOP_CHANNELS = 10;

export const CENTRE_CONTROL = { id: 'centre-gaussian', title: 'Centre Gaussian (control)' } as const;

/** Agreement of a method's weights with the Shapley values. */
export interface ShapAgreement extends Agreement {
  /** Share of the 10 largest weights that are among the 10 largest Shapley values. */
  readonly topOverlap: number;
}

/** One method on one image. */
export interface ComparedMethod {
  readonly method: string;
  /** Null for methods that give a map and no weights. */
  readonly agreement: ShapAgreement | null;
  /** By the id of the metric. */
  readonly measurements: Readonly<Record<string, Measurement>>;
  /** From the preprocessed tensor to the map; null for a control that explains nothing. */
  readonly milliseconds: number | null;
}

/** All methods on one image. */
export interface ComparedImage {
  readonly target: ClassScore;
  /** How the Shapley values came about; null where that goes without saying. */
  readonly reference: { readonly exact: boolean; readonly note: string | null };
  readonly methods: readonly ComparedMethod[];
}

/**
 * Explains one image by every method, and measures each.
 * @param boxesOf ground truth of a class on the model's input; null where none was given
 * @throws WorkbenchError 'class-unknown', 'value-not-finite', 'cancelled', and what a method refuses
 */
export async function compareOnImage(
  comparison: Comparison,
  image: ImagePoint,
  boxesOf: (target: ClassScore) => readonly Box[] | null,
  signal: CancelSignal,
): Promise<ComparedImage> {
  const { model, session, methods, target, reference } = comparison;
  const forward = await runForward(session, image.tensor);
  const explainBy = async (choice: MethodChoice) => {
    const ignore = () => undefined;
    const results = await explain(model, session, choice, image, forward, [target], ignore, signal);
    return results[0] as Explained;
  };
  const shap = await explainBy(reference);
  const explained = shap.explanation.target.class;
  const boxes = boxesOf(explained);
  const rows: ComparedMethod[] = [];
  for (const choice of methods) {
    const own = await explainBy(choice);
    const subject = metricSubject(own, boxes, signal);
    rows.push({
      method: choice.method.id,
      agreement: agreementWith(shap.explanation.alpha, own.explanation.alpha),
      measurements: await measureAll(comparison, subject),
      milliseconds: own.explanation.milliseconds.explain,
    });
  }
  if (comparison.centreControl) {
    const subject = centreSubject(metricSubject(shap, boxes, signal));
    const measurements = await measureAll(comparison, subject);
    rows.push({ method: CENTRE_CONTROL.id, agreement: null, measurements, milliseconds: null });
  }
  const { exact, note } = shap.explanation;
  return { target: explained, reference: { exact, note }, methods: rows };
}

function agreementWith(shap: Float32Array | null, alpha: Float32Array | null): ShapAgreement | null {
  if (!shap || !alpha) return null;
  return { ...agreement(alpha, shap), topOverlap: topOverlap(alpha, shap, TOP_CHANNELS) };
}

async function measureAll(
  { metrics }: Comparison,
  subject: MetricSubject,
): Promise<Record<string, Measurement>> {
  const measurements: Record<string, Measurement> = {};
  for (const { metric, params } of metrics) measurements[metric.id] = await metric.run(subject, params);
  return measurements;
}

/** The control in the place of a method: the same map whatever the image and the weights. */
function centreSubject(subject: MetricSubject): MetricSubject {
  const { height, width } = subject.map;
  const map = centreGaussian(height, width);
  return { ...subject, map, completeness: null, explain: () => Promise.resolve(map) };
}
