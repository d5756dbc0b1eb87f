import type { CancelSignal } from '../../../shared/job.ts';
import type { ActivationPoint, ActivationSession, HeadPart, PropagationId } from '../activationSession.ts';
import type { Classifier } from '../classifier.ts';
import type { Head } from '../head.ts';

/** The image behind an activation, for methods that look beyond it or run long. */
export interface ImageContext {
  /** The model's input tensor for the image. */
  readonly tensor: Float32Array;
  readonly classifier: Classifier;
  /** Ends a long run between two batches. */
  readonly signal?: CancelSignal | undefined;
}

/** What a method gives for one explained target. */
export interface MethodResult {
  /** F(A), before softmax. */
  readonly logits: Float32Array;
  /** F at the reference (all zeros). */
  readonly base: Float32Array;
  /** Weights of the logits that were explained, as they were used. */
  readonly seed: Float32Array;
  /** One weight per channel [C]; null for methods that give a map only. */
  readonly alpha: Float32Array | null;
  /** The map before ReLU, [H, W]. */
  readonly signed: Float32Array;
  /** sum|contributions| of the additive attribution; null for methods that claim no completeness. */
  readonly magnitude: number | null;
  /** Whether alpha provably is the Shapley value; the method's `exactOnAffineHeads` decides where it is absent. */
  readonly exact?: boolean;
  /** What a person should know before trusting the numbers. */
  readonly warnings?: readonly string[];
}

/** A CAM method: how the channels of a layer are weighed. One file each, listed in index.ts. */
export interface Method {
  readonly id: string;
  readonly title: string;
  /** One sentence on what it computes. */
  readonly summary: string;
  readonly paper: { readonly title: string; readonly url: string };
  /** The backward pass through the head that the method needs; null for one that only runs it forwards. */
  readonly propagation: PropagationId | null;
  /** The backward pass that gives a closed form where the head is affine, for a method that needs many runs elsewhere. */
  readonly closedForm?: PropagationId;
  /** Whether alpha (the map, where there is no alpha) claims to add up to F_c(A) - F_c(0). */
  readonly complete: boolean;
  /** Whether alpha provably is the Shapley value where the head is affine. */
  readonly exactOnAffineHeads: boolean;
  /**
   * Explains several targets of one image.
   * @param seeds weights of the logits, one row a target; a row of zeros means the top class
   */
  run(
    session: ActivationSession,
    point: ActivationPoint,
    seeds: readonly Float32Array[],
    context: ImageContext,
  ): Promise<MethodResult[]>;
}

/** The part of the session that a method runs, to be compiled before it is timed. */
export function headPart({ propagation, closedForm }: Method, { affine }: Pick<Head, 'affine'>): HeadPart {
  return (affine ? closedForm : undefined) ?? propagation ?? 'head';
}
