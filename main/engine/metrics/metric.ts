import type * as z from 'zod';
import type { CancelSignal } from '../../../shared/job.ts';
import type { Measurement } from '../../../shared/measurement.ts';
import type { SaliencyMap } from '../../../shared/result.ts';
import type { Classifier } from '../classifier.ts';
import type { Completeness } from '../completeness.ts';

/** A rectangle on the model's input, in its pixels; the right and bottom edges are not part of it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How well an explanation adds up, and of what it is the sum. */
export interface HeldCompleteness extends Completeness {
  /** F_c(A) - F_c(0). */
  readonly difference: number;
  /** What adds up to the difference. */
  readonly sumOf: 'alpha' | 'the map';
  /** What each term of that consists of. */
  readonly contributions: string;
}

/** A map of one class on one image, and what can be asked about it. Where image and map come from is not its business. */
export interface MetricSubject {
  /** The classifier's input tensor for the image. */
  readonly image: Float32Array;
  readonly classifier: Classifier;
  /** The explained class. */
  readonly classIndex: number;
  readonly map: SaliencyMap;
  /** How well the explanation adds up; null where it does not claim to. */
  readonly completeness: HeldCompleteness | null;
  /** Ground-truth boxes of the class; null where none were given. */
  readonly boxes: readonly Box[] | null;
  /** Logits of `count` images laid one after another, a row each. */
  readonly classify: (images: Float32Array, count: number) => Promise<Float32Array[]>;
  /** The map of the same class by the same method at the same layer, of another image or with other weights. */
  explain(image: Float32Array, classifier: Classifier): Promise<SaliencyMap>;
  readonly signal: CancelSignal;
}

/** What a metric asks for beyond the map, the image and the classifier. */
export type MetricNeed = 'boxes' | 'explainer' | 'weights';

/** A measure of how good a map is. One file each, listed in index.ts. */
export interface Metric<P extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: string;
  /** Few enough letters for the head of a column. */
  readonly short: string;
  /** One sentence on what it measures. */
  readonly summary: string;
  readonly paper: { readonly title: string; readonly url: string };
  readonly better: 'higher' | 'lower';
  /** Parameters, each with a default, a title and a description. */
  readonly params: P;
  readonly needs: readonly MetricNeed[];
  /** @throws WorkbenchError 'cancelled' between two batches, 'value-not-finite' */
  run(subject: MetricSubject, params: z.output<P>): Promise<Measurement>;
}
