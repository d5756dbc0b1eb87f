import { WorkbenchError } from '../../shared/errors.ts';
import type { Head } from './head.ts';

/** A layer's tensor A and its shape [C, H, W]. */
export type LayerActivation = Pick<Head, 'activation' | 'shape'>;

/** @throws WorkbenchError 'input-invalid' for a channel that the layer does not have */
export function checkChannel({ activation, shape: [channels] }: LayerActivation, channel: number): void {
  if (channel < channels) return;
  throw new WorkbenchError(
    'input-invalid',
    `Layer '${activation}' has ${String(channels)} channels; there is no channel ${String(channel)}.`,
  );
}
