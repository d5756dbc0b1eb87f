import { createHash } from 'node:crypto';
import type { Explained } from './explain.ts';
import { bytesOf } from './onnx/constant.ts';

/** To be raised whenever the orders, what absence means, or where a layer cuts the model change: samplings kept before are then of other games. */
const GAME_VERSION = 1;

/** What makes a game, whichever method explains it. */
type GameParts = Pick<Explained, 'input' | 'seed'> & {
  readonly model: { readonly card: Pick<Explained['model']['card'], 'sha256' | 'input' | 'output'> };
  readonly explanation: Pick<Explained['explanation'], 'layer'>;
};

/**
 * Names a game beyond this process. An activation may differ in its last digits by provider and thread, so that what makes it
 * names the game: the model's bytes, input and output as they are set, the layer, the very tensor that the model is given of
 * the photo, and the target.
 */
export function gameName(
  { model: { card }, explanation, input, seed }: GameParts,
  version = GAME_VERSION,
): string {
  const named = JSON.stringify([version, card.sha256, card.input, card.output, explanation.layer]);
  const hash = createHash('sha256').update(named);
  for (const tensor of [input, seed]) hash.update(bytesOf(tensor));
  return hash.digest('hex');
}
