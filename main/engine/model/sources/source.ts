import type { NamedClasses } from '../../../../shared/labelText.ts';
import type { ModelCard, Preprocessing } from '../../../../shared/modelCard.ts';
import type { Size } from '../../images/geometry.ts';
import type { InputShape } from '../../images/preprocess.ts';

/** What one place says of a model; each part may be missing, and the next place is asked for it. */
export interface Source {
  /** The place, as the person knows it: "config.json". */
  readonly name: string;
  /** Set where the person named the place: then what does not fit the model is an error, and not passed over. */
  readonly given?: boolean;
  /** Set where the place says nothing of this model in particular. */
  readonly guessed?: boolean;
  /** The input size it means, for a model that leaves it open. */
  readonly size?: Size | undefined;
  /** @throws WorkbenchError naming the field that does not fit the input */
  readonly preprocessing?: (input: InputShape) => Preprocessing;
  readonly labels?: NamedClasses | undefined;
  readonly activation?: ModelCard['output']['activation'] | undefined;
}

/** How many classes the labels speak of. */
export function labelCount(labels: NamedClasses): number {
  return 'size' in labels ? Math.max(-1, ...labels.keys()) + 1 : labels.length;
}
