import type { ActivationPoint, ActivationSession, PropagationId } from '../activationSession.ts';

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
}

/** A CAM method: how the channels of a layer are weighed. One file each, listed in index.ts. */
export interface Method {
  readonly id: string;
  readonly title: string;
  /** One sentence on what it computes. */
  readonly summary: string;
  readonly paper: { readonly title: string; readonly url: string };
  /** The backward pass through the head that the method needs. */
  readonly propagation: PropagationId;
  /** Whether alpha claims to add up to F_c(A) - F_c(0). */
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
  ): Promise<MethodResult[]>;
}
