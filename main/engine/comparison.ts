import type { ErrorData } from '../../shared/errors.ts';
import type { CancelSignal } from '../../shared/job.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { ClassScore, TargetSelector } from '../../shared/result.ts';
import { agreement, topOverlap, type Agreement } from '../../shared/statistics/agreement.ts';
import type { ActivationSession } from './activationSession.ts';
import { attempt } from './attempt.ts';
import { explain, runForward, type Explained, type ImagePoint } from './explain.ts';
import type { MethodChoice } from './methodChoice.ts';
import { runMetric, type MetricChoice } from './metricChoice.ts';
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
  /** Share of the 10 largest weights that are among the 10 largest Shapley values; null where either are all zero. */
  readonly topOverlap: number | null;
}

/** One method on one image. */
export interface ComparedMethod {
  readonly method: string;
  /** Why the method, or a metric of its map, gave nothing: then nothing else is known either. Null where all went well. */
  readonly error: ErrorData | null;
  /** Null for methods that give a map and no weights. */
  readonly agreement: ShapAgreement | null;
  /** By the id of the metric. */
  readonly measurements: Readonly<Record<string, Measurement>>;
  /** From the preprocessed tensor to the map; null for a control that explains nothing. */
  readonly milliseconds: number | null;
  /** Whether the weights keep the law of completeness; null where the method does not claim to. */
  readonly accurate: boolean | null;
  /** How the numbers came about, where there is more than one way. */
  readonly note: string | null;
  /** What a person should know before trusting the numbers. */
  readonly warnings: readonly string[];
}

/** All methods on one image. */
export interface ComparedImage {
  readonly target: ClassScore;
  /** How the Shapley values came about; null where that goes without saying. */
  readonly reference: { readonly exact: boolean; readonly note: string | null };
  readonly methods: readonly ComparedMethod[];
}

/**
 * Explains one image by every method, and measures each. A method that refuses says why and leaves the others their turn.
 * @param boxesOf ground truth of a class on the model's input; null where none was given. Where it cannot be used, the metrics
 *   that ask for it say why
 * @throws WorkbenchError 'class-unknown', 'cancelled', and what the Shapley values refuse
 */
export async function compareOnImage(
  comparison: Comparison,
  image: ImagePoint,
  boxesOf: (target: ClassScore) => BoxesFound | Promise<BoxesFound>,
  signal: CancelSignal,
): Promise<ComparedImage> {
  const { model, session, methods, target, reference, centreControl } = comparison;
  const forward = await runForward(session, image.tensor);
  const explainBy = async (choice: MethodChoice) => {
    const results = await explain(model, session, choice, image, forward, [target], { signal });
    return results[0] as Explained;
  };
  const shap = await explainBy(reference);
  const { alpha, exact, note, prediction } = shap.explanation;
  model.predictions.note(image.tensor, prediction);
  const explained = shap.explanation.target.class;
  const boxes = await attempt(async () => boxesOf(explained));
  const measured = (own: Explained, change: (subject: MetricSubject) => MetricSubject = (same) => same) =>
    measureAll(comparison, change(metricSubject(own, boxes.value, signal)), boxes.error?.message ?? null);
  const rows: ComparedMethod[] = [];
  for (const choice of methods) {
    rows.push(
      await compared(choice.method.id, async () => {
        const own = await explainBy(choice);
        return {
          agreement: agreementWith(alpha, own.explanation.alpha),
          measurements: await measured(own),
          milliseconds: own.explanation.milliseconds.explain,
          accurate: own.explanation.accurate,
          note: own.explanation.note,
          warnings: own.explanation.warnings,
        };
      }),
    );
  }
  if (centreControl)
    rows.push(
      await compared(CENTRE_CONTROL.id, async () => ({ measurements: await measured(shap, centreSubject) })),
    );
  return { target: explained, reference: { exact, note }, methods: rows };
}

type BoxesFound = readonly Box[] | null;

/** A row, of which what is not said is not known. */
async function compared(
  method: string,
  work: () => Promise<Partial<ComparedMethod>>,
): Promise<ComparedMethod> {
  const { value, error } = await attempt(work);
  return {
    method,
    error,
    ...{ agreement: null, measurements: {}, milliseconds: null, accurate: null, note: null, warnings: [] },
    ...value,
  };
}

function agreementWith(shap: Float32Array | null, alpha: Float32Array | null): ShapAgreement | null {
  if (!shap || !alpha) return null;
  return { ...agreement(alpha, shap), topOverlap: topOverlap(alpha, shap, TOP_CHANNELS) };
}

async function measureAll(
  { metrics }: Comparison,
  subject: MetricSubject,
  noBoxes: string | null,
): Promise<Record<string, Measurement>> {
  const measurements: Record<string, Measurement> = {};
  for (const choice of metrics) measurements[choice.metric.id] = await runMetric(choice, subject, noBoxes);
  return measurements;
}

/** The control in the place of a method: the same map whatever the image and the weights. */
function centreSubject(subject: MetricSubject): MetricSubject {
  const { height, width } = subject.map;
  const map = centreGaussian(height, width);
  return { ...subject, map, completeness: null, explain: () => Promise.resolve(map) };
}
