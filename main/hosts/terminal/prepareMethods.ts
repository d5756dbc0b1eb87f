import type { ActivationSession } from '../../engine/activationSession.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';

/**
 * Compiles what methods run, so that one that can never do the layer is refused before the first image.
 * @throws WorkbenchError 'operator-unsupported', 'input-invalid'
 */
export async function prepareMethods(
  session: ActivationSession,
  methods: readonly MethodChoice[],
): Promise<void> {
  for (const { method, params } of methods) await session.prepare(method.part(session.head, params));
}
