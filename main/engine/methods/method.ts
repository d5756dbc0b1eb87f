import * as z from 'zod';
import type { CancelSignal } from '../../../shared/job.ts';
import type { ActivationPoint, ActivationSession, HeadPart } from '../activationSession.ts';
import type { Classifier } from '../classifier.ts';
import type { Coalitions } from '../coalitions/coalitions.ts';
import type { Head } from '../head.ts';
import type { Builder } from '../onnx/builder.ts';

/** Told how many of the passes or coalitions of a long run are done. */
export type OnProgress = (done: number, total: number) => void;

/** The image behind an activation, for methods that look beyond it or run long. */
export interface ImageContext {
  /** The model's input tensor for the image. */
  readonly tensor: Float32Array;
  readonly classifier: Classifier;
  /** Ends a long run between two batches. */
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
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
  /** sum|contributions| of what adds up (see {@link Method.contributions}); null for methods that claim no completeness. */
  readonly magnitude: number | null;
  /** Whether alpha provably is the Shapley value; the method's `exactOnAffineHeads` decides where it is absent. */
  readonly exact?: boolean;
  /** How the numbers came about, where there is more than one way: a closed form, a number of samples. */
  readonly note?: string;
  /** What a person should know before trusting the numbers. */
  readonly warnings?: readonly string[];
}

/** What may be said of every result of a method. */
export interface Properties {
  /** Whether it sends something back through the head, so that each operator there needs a rule. */
  readonly needsGradient: boolean;
  /** One weight per channel and the map that follows, or a map only. */
  readonly gives: 'alpha' | 'map';
  /** Whether weights (values of the map, where there are none) may be negative. */
  readonly signed: boolean;
  /** Whether alpha (the map, where there is no alpha) claims to add up to F_c(A) - F_c(0). */
  readonly complete: boolean;
  /** Whether alpha provably is the Shapley value where the head is affine. */
  readonly exactOnAffineHeads: boolean;
  /** Whether chance is in it: then there is a parameter `seed`, and the same seed gives the same result. */
  readonly stochastic: boolean;
}

/** What one explanation costs, in forward passes of one image; a backward pass counts as two. */
export interface Cost {
  /** Through the head alone. */
  readonly head: number;
  /** Through the whole model, beside the one that gives the activation. */
  readonly model: number;
  /** Coalitions, each through what of the head they do not share; only some of them are asked for. */
  readonly coalitions?: Coalitions;
  /** What it computes beside the passes, in milliseconds, roughly. */
  readonly milliseconds?: number;
}

/** Parameters: numbers, choices and switches, each with a default, a title and a description. */
export type ParamsSchema = z.ZodObject;

/** For methods without a choice. */
export const noParams = z.strictObject({});

/** Tensors at the layer, by name, where a method is written as part of a graph; all [N, C, H, W]. */
export interface LayerTensors {
  /** A. */
  readonly activation: string;
  /** dF_c/dA. */
  readonly gradient: string;
  /** LIFT's multipliers times A - A0. */
  readonly contributions: string;
}

/** What a method writes into a graph: alpha [N, C], from which the map follows, or a map [N, H, W] without weights. */
export type WrittenMap = { readonly alpha: string } | { readonly signed: string };

/** A CAM method: how the channels of a layer are weighed. One file each, listed in index.ts. */
export interface Method<P extends ParamsSchema = ParamsSchema> {
  readonly id: string;
  readonly title: string;
  /** One sentence on what it computes. */
  readonly summary: string;
  readonly paper: { readonly title: string; readonly url: string };
  /** The form, the command line's flags and the saved parameters all come from here. */
  readonly params: P;
  readonly properties: Properties;
  /** What adds up in methods that claim completeness: m A at every element, or no more than one alpha a channel. */
  readonly contributions?: 'm A' | 'alpha';
  /** What one explanation runs beside the backbone and what coalitions run; it is compiled before the time is taken. */
  parts(head: Head, params: z.output<P>): readonly HeadPart[];
  cost(head: Head, params: z.output<P>): Cost;
  /**
   * Explains several targets of one image.
   * @param seeds weights of the logits, one row a target; a row of zeros means the top class
   */
  run(
    session: ActivationSession,
    point: ActivationPoint,
    seeds: readonly Float32Array[],
    context: ImageContext,
    params: z.output<P>,
  ): Promise<MethodResult[]>;
  /** The same as nodes of an explainer file; absent where a method is no expression of these tensors. */
  readonly write?: (builder: Builder, at: LayerTensors) => WrittenMap;
}
