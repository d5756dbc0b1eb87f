import type { ActivationSession } from '../../engine/activationSession.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import { prepareMethod } from '../../engine/prepareMethod.ts';

/**
 * Compiles what methods run, so that one that can never do the layer is refused before the first image.
 * @throws WorkbenchError 'operator-unsupported', 'input-invalid'
 */
export async function prepareMethods(
  session: ActivationSession,
  methods: readonly MethodChoice[],
): Promise<void> {
  for (const choice of methods) await prepareMethod(session, choice);
}
