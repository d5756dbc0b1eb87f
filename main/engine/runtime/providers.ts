import { makeNode } from '../onnx/builder.ts';
import { DataType } from '../onnx/constant.ts';
import type { Model, ValueInfo } from '../onnx/ir.ts';
import type { ProviderId, ProviderStatus } from '../../../shared/modelCard.ts';
import { createSession, floatValue } from './session.ts';
import { runtimeWords } from './words.ts';

/** What the person may ask for; `auto` takes the fastest that computes in full float32. */
export type ProviderRequest = 'auto' | ProviderId;

export const PROVIDERS: readonly ProviderId[] = ['cuda', 'webgpu', 'coreml', 'dml', 'cpu'];

/** Platforms a provider exists on at all. */
const PLATFORMS: Readonly<Partial<Record<ProviderId, readonly NodeJS.Platform[]>>> = {
  cuda: ['linux', 'win32'],
  coreml: ['darwin'],
  dml: ['win32'],
};

/** WebGPU and Core ML may compute in half precision, so they are used only when named. */
const AUTOMATIC: readonly ProviderId[] = ['cuda', 'dml', 'cpu'];

export interface ProviderChoice {
  readonly provider: ProviderId;
  /** Every provider that was tried on the way, and the reason of each refusal. */
  readonly statuses: readonly ProviderStatus[];
}

/** The first usable provider of those the request allows; the processor is always the last resort. */
export async function chooseProvider(request: ProviderRequest): Promise<ProviderChoice> {
  const candidates = request === 'auto' ? AUTOMATIC : [...new Set([request, 'cpu' as const])];
  const statuses: ProviderStatus[] = [];
  for (const id of candidates) {
    const status = await tryProvider(id);
    statuses.push(status);
    if (status.usable) return { provider: id, statuses };
  }
  return { provider: 'cpu', statuses };
}

/** Whether a provider can run a graph here, found out by running one. */
export async function tryProvider(id: ProviderId): Promise<ProviderStatus> {
  const platforms = PLATFORMS[id];
  if (platforms && !platforms.includes(process.platform)) {
    return { id, usable: false, reason: `${id} exists on ${platforms.join(' and ')} only` };
  }
  try {
    const session = await createSession(PROBE, { provider: id });
    try {
      await session.run({ x: floatValue([1], Float32Array.of(1)) }, ['y']);
    } finally {
      await session.release();
    }
    return { id, usable: true, reason: null };
  } catch (error) {
    return { id, usable: false, reason: reasonOf(error) };
  }
}

/** The runtime's own words, behind the sentence that wraps them and the place in its sources. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return runtimeWords(cause).replace(/^.* was false\. /, '');
}

const scalar = (name: string): ValueInfo => ({ name, dtype: DataType.float32, dims: [1] });

const PROBE: Model = {
  irVersion: 8,
  opsets: new Map([['', 18]]),
  producer: '',
  metadata: new Map(),
  functions: [],
  graph: {
    name: 'probe',
    nodes: [makeNode('Relu', ['x'], ['y'])],
    constants: new Map(),
    inputs: [scalar('x')],
    outputs: [scalar('y')],
  },
};
