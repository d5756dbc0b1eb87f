import type { ProviderId } from '../../shared/modelCard.ts';

const NAMES: Record<ProviderId, string> = {
  cuda: 'CUDA',
  webgpu: 'WebGPU',
  coreml: 'Core ML',
  dml: 'DirectML',
  cpu: 'CPU',
};

/** An execution provider as its makers write it; by its id where that is none of those. */
export function providerName(id: string): string {
  return (NAMES as Readonly<Record<string, string>>)[id] ?? id;
}
