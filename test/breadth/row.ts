/** PyTorch's forward and autograd in float64. */
export interface Reference {
  readonly logits: readonly number[];
  /** The class with the largest logit. */
  readonly class: number;
  /** The network's last activations: per channel the sums over space of A, g and g A. */
  readonly layers: readonly {
    readonly shape: readonly number[];
    readonly activation: readonly number[];
    readonly gradient: readonly number[];
    readonly product: readonly number[];
  }[];
}

/** What export.py tells of a model. */
export interface Facts {
  readonly family: string;
  readonly library: string;
  readonly name: string;
  readonly exporter: string;
  readonly side: number;
  readonly parameters?: number;
  readonly versions?: string;
  readonly exportError?: string;
  readonly reference?: Reference;
}

/** What was found of a model that could be explained. */
export interface Measured {
  readonly megabytes: number;
  readonly layers: number;
  /** Layers at which a map can be made. */
  readonly explainable: number;
  /** Why the others cannot be explained. */
  readonly obstacles?: readonly string[];
  readonly layer: string;
  /** Why that layer is the default one. */
  readonly reason: string;
  readonly shape: readonly number[];
  /** Whether everything of the image passes through the layer. */
  readonly cut: boolean;
  readonly head: 'affine' | 'non-linear';
  /** Whether the head takes several coalitions at a time. */
  readonly batch: boolean;
  /** F_c(A) - F_c(0). */
  readonly difference: number;
  readonly residual: number;
  readonly relativeResidual: number;
  readonly accurate: boolean;
  /** Null where there is no difference to explain. */
  readonly cancellation: number | null;
  readonly openMilliseconds: number;
  readonly forwardMilliseconds: number;
  readonly explainMilliseconds: number;
  /** Largest difference of the logits from the float64 reference, over the largest logit. */
  readonly logitsError: number | null;
  /** Cosine of the channel sums of the gradient to autograd's in float64. */
  readonly gradientCosine: number | null;
  /** Cosine of alpha to gradient x activation in float64, where that is LIFT exactly: on affine heads. */
  readonly liftCosine: number | null;
}

/** A row of the table. */
export type Row = Omit<Facts, 'reference' | 'exportError'> & {
  /** Day of the run, YYYY-MM-DD. */
  readonly date: string;
} & (
    | { readonly outcome: 'explained'; readonly measured: Measured }
    /** `refused`: the program said in its own words why not; `failed`: anything else; `not exported`: PyTorch's own limit. */
    | { readonly outcome: 'refused' | 'failed' | 'not exported'; readonly cause: string }
  );
