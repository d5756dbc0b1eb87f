import type { Layer } from '../../../shared/modelCard.ts';
import type { ClassSelector, Explanation } from '../../../shared/result.ts';
import type { ShownMap } from './shownMap.ts';

/** Something that may show more than a map that shows nothing. */
export type Remedy =
  | { readonly kind: 'signed'; readonly label: string }
  | { readonly kind: 'channels'; readonly label: string }
  | { readonly kind: 'layer'; readonly label: string; readonly tensor: string }
  | { readonly kind: 'processor'; readonly label: string }
  | { readonly kind: 'class'; readonly label: string; readonly selector: ClassSelector };

/** What a person could do about a map that is empty, flat or not finite; nothing about a map that is none of it. */
export function mapRemedies(
  { range, map, view }: Pick<ShownMap, 'range' | 'map' | 'view'>,
  { target, prediction, provider }: Pick<Explanation, 'target' | 'prediction' | 'provider'>,
  absent: number,
  layer: Layer | null,
): Remedy[] {
  const { kind } = range.quality;
  if (kind === 'ok') return [];
  const another: Remedy[] = layer
    ? [{ kind: 'layer', label: `Try layer ${layer.tensor}`, tensor: layer.tensor }]
    : [];
  if (kind === 'not-finite' && provider !== 'cpu')
    return [...another, { kind: 'processor', label: 'Go on on the processor' }];
  if (kind !== 'empty') return another;
  if (!view.signed && map.signed.some((value) => value < 0)) {
    return [{ kind: 'signed', label: 'Show the signed map' }, otherClass(target, prediction)];
  }
  return absent > 0 ? [{ kind: 'channels', label: 'Bring channels back' }] : another;
}

/** The top class, or the second where the top one is explained already. */
function otherClass(target: Explanation['target'], { top }: Explanation['prediction']): Remedy {
  const rank = top[0]?.index === target.class.index ? 2 : 1;
  const label = `Explain ${top[rank - 1]?.label ?? 'another class'}`;
  return { kind: 'class', label, selector: { rank } };
}

/**
 * The layer to try next: nearest before the present one, with a larger map; where there is none, the model's default.
 * Null where that is the present one.
 */
export function layerToTry(layers: readonly Layer[], present: string, byDefault: string): Layer | null {
  const usable = layers.filter(({ obstacle }) => obstacle === null);
  const at = usable.findIndex(({ tensor }) => tensor === present);
  const size = ({ shape: [, height, width] }: Layer) => height * width;
  const own = usable[at];
  const before = own ? usable.slice(0, at).filter((layer) => size(layer) > size(own)) : [];
  const found = before.at(-1) ?? usable.find(({ tensor }) => tensor === byDefault);
  return found && found.tensor !== present ? found : null;
}
