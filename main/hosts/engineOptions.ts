import type { ProviderId } from '../../shared/modelCard.ts';
import type { Resources } from './resources.ts';

/** What an engine is started with; crosses to its process as one JSON argument. */
export interface EngineOptions {
  readonly bundledModel: string;
  readonly samples: string;
  readonly provider: 'auto' | ProviderId;
  /** Threads of one inference; the runtime's own choice where absent. */
  readonly threads?: number;
  /** Folder where what a person sets for a model is kept. */
  readonly settingsFolder?: string;
  readonly version: string;
}

export function engineOptions(
  resources: Resources,
  version: string,
  choice: { provider?: 'auto' | ProviderId; threads?: number; settingsFolder?: string } = {},
): EngineOptions {
  return {
    bundledModel: resources.bundledModel,
    samples: resources.samples,
    provider: choice.provider ?? 'auto',
    version,
    ...(choice.threads === undefined ? {} : { threads: choice.threads }),
    ...(choice.settingsFolder === undefined ? {} : { settingsFolder: choice.settingsFolder }),
  };
}

/** Environment of an engine process: TensorFloat-32 would round CUDA's products to ten bits, beyond the residual's law. */
export function engineEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { ...Object.fromEntries(own), NVIDIA_TF32_OVERRIDE: '0' };
}
