import type { ProviderId } from '../../shared/modelCard.ts';

const NAMES: Record<ProviderId, string> = {
  cuda: 'CUDA',
  webgpu: 'WebGPU',
  coreml: 'Core ML',
  dml: 'DirectML',
  cpu: 'CPU',
};

/** An execution provider as its makers write it. */
export function providerName(id: ProviderId): string {
  return NAMES[id];
}
