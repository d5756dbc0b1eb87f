import type { CoalitionValue } from '../../shared/result.ts';
import { checkChannel } from './checkChannel.ts';
import type { Explained } from './explain.ts';
import { probabilities, scoreOf } from './targets.ts';

/**
 * v(S) = F_c(A with every channel outside S set to zero), by the head alone.
 * @param absent channels outside S
 * @throws WorkbenchError 'input-invalid' for a channel the layer does not have
 */
export async function coalitionValue(
  explained: Explained,
  absent: readonly number[],
): Promise<CoalitionValue> {
  const { point, seed, model, explanation } = explained;
  const session = model.layer(explanation.layer);
  const [, height, width] = session.head.shape;
  const masked = point.activation.slice();
  for (const channel of absent) {
    checkChannel(session.head, channel);
    masked.fill(0, channel * height * width, (channel + 1) * height * width);
  }
  const [logits] = (await session.using(() => session.logits(point, masked, 1))) as [Float32Array];
  const shares = probabilities(logits, model.classifier.logits.activation);
  return { score: scoreOf(seed, logits), probability: shares[explanation.target.class.index] as number };
}
