import type { EngineCalls, HostCalls, Notices } from '../../shared/api.ts';
import type { ProviderId } from '../../shared/modelCard.ts';
import type { Client } from '../transport/connect.ts';

type EngineInfo = EngineCalls['engine.info']['output'];
type HostInfo = HostCalls['host.info']['output'];

/** The engine process behind the window: what it can do and whether it lives. */
export class Engine {
  info = $state.raw<EngineInfo | null>(null);
  host = $state.raw<HostInfo | null>(null);
  state = $state<Notices['engine.state']['state']>('ready');
  reason = $state<string | null>(null);
  /** How often the engine came back after it had died. */
  restarts = $state(0);
  readonly #client: Client;

  constructor(client: Client, returned: () => void) {
    this.#client = client;
    client.on('engine.state', (notice) => {
      const back = notice.state === 'ready' && this.state !== 'ready';
      this.state = notice.state;
      this.reason = notice.reason ?? (back ? this.reason : null);
      if (!back) return;
      this.restarts++;
      returned();
    });
  }

  async load(): Promise<void> {
    [this.info, this.host] = await Promise.all([
      this.#client.call('engine.info', {}),
      this.#client.call('host.info', {}),
    ]);
  }

  /** A method's name; its id where the engine does not know it. */
  methodTitle(method: string): string {
    return this.info?.methods.find(({ id }) => id === method)?.title ?? method;
  }

  /** The licences of the program and of what it contains. */
  notices(): Promise<string> {
    return this.#client.call('host.notices', {});
  }

  /** Tries once more to reach a server that was given up. */
  reconnect(): void {
    this.#client.reconnect?.();
  }

  async restart(provider?: ProviderId): Promise<void> {
    await this.#client.call('host.restartEngine', { ...(provider && { provider }) });
  }
}
