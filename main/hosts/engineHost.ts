import { additionCalls, type Notices } from '../../shared/api.ts';
import { toErrorData, WorkbenchError } from '../../shared/errors.ts';
import type { ProviderId } from '../../shared/modelCard.ts';
import { createClient, type ContractClient } from '../../shared/rpc/client.ts';
import { engineContract, type EngineContract } from '../../shared/rpc/contract.ts';
import { createDeferredCaller, type Caller } from '../../shared/rpc/deferredClient.ts';
import type { Port } from '../../shared/rpc/port.ts';

/** A started engine process. */
export interface EngineProcess {
  readonly port: Port;
  /** Settles when the process has ended, with the reason in a few words: "signal SIGKILL", "exit status 1". */
  readonly ended: Promise<string>;
  kill(): void;
}

export type EngineState = Notices['engine.state'];

/** The engine as its host sees it: one caller over processes that may follow each other. */
export interface EngineHost extends Caller<EngineContract> {
  /**
   * Ends the process and whatever it was doing, and settles when its successor is ready.
   * @param provider for it and all that follow, instead of the one that was asked for at first
   */
  restart(provider?: ProviderId): Promise<void>;
  /** The state that was told last, for a window that comes late; null before the first. */
  state(): EngineState | null;
  /** Ends the process for good. */
  stop(): void;
}

type EngineClient = ContractClient<EngineContract>;

/** A process that ends within this time of its start has died quickly. */
const QUICK_MILLISECONDS = 10_000;
/** Pause before the restart after each of several quick deaths in a row; after one more the engine counts as failed. */
const PAUSES_MILLISECONDS = [0, 500, 2000] as const;

/** Calls that run models. Others, when cancelled, only wait for what somebody else has asked for. */
const LONG_CALLS: ReadonlySet<string> = new Set([
  'model.open',
  'model.configure',
  'model.preview',
  'method.estimates',
  'explainer.encode',
  'explainer.write',
  'figure.render',
]);

/** A run that goes on so long after its job was cancelled is ended, and the process with it. */
const STUCK_MILLISECONDS = 10_000;

/** How an engine is supervised; the defaults are for people, a test waits less. */
export interface Patience {
  readonly pauses?: readonly number[];
  readonly stuckMilliseconds?: number;
}

/**
 * Keeps an engine process alive. When it dies, pending work rejects with `engine-restarted`, a new process is started
 * and told of the folders and models that had been added, in the same order, so that their ids stay; work asked for
 * meanwhile waits. `tell` hears every change of state.
 */
export function superviseEngine(
  launch: (provider?: ProviderId) => EngineProcess,
  tell: (state: EngineState) => void,
  { pauses = PAUSES_MILLISECONDS, stuckMilliseconds = STUCK_MILLISECONDS }: Patience = {},
): EngineHost {
  const additions = new Map<string, (client: EngineClient) => Promise<unknown>>();
  let running: EngineProcess | undefined;
  let ready = createPromise<EngineClient>();
  let deaths = 0;
  let stopped = false;
  let told: EngineState | null = null;
  let provider: ProviderId | undefined;

  function say(state: EngineState): void {
    told = state;
    tell(state);
  }

  async function begin(): Promise<void> {
    const launched = launch(provider);
    const startedAt = Date.now();
    running = launched;
    const client = createClient(launched.port, engineContract, restarted);
    void launched.ended.then((reason) => {
      launched.port.close();
      if (running === launched) died(reason, Date.now() - startedAt < QUICK_MILLISECONDS);
    });
    try {
      await client.call('engine.info', {});
      for (const add of additions.values()) await add(client).catch(ignoreUnlessLost);
    } catch (error) {
      // A process that ended is handled by `died`. One that answers with an error would give the same answer again.
      if (toErrorData(error).code !== 'engine-restarted' && running === launched) {
        discard();
        fail(toErrorData(error).message);
      }
      return;
    }
    if (running !== launched) return;
    ready.resolve(client);
    say({ state: 'ready', reason: null });
  }

  function died(reason: string, quickly: boolean): void {
    if (stopped) return;
    running = undefined;
    renew();
    deaths = quickly ? deaths + 1 : 1;
    const pause = pauses[deaths - 1];
    if (pause === undefined) {
      fail(
        `The engine process ended ${deaths} times in a row (${reason}). Restart the engine, or choose another model.`,
      );
      return;
    }
    say({ state: 'restarting', reason: `The engine process ended (${reason}) and is started again.` });
    setTimeout(() => {
      if (!stopped && running === undefined) void begin();
    }, pause);
  }

  function fail(message: string): void {
    ready.reject(new WorkbenchError('internal', message));
    say({ state: 'failed', reason: message });
  }

  /** Makes later work wait for the next process; work that waits already goes on waiting. */
  function renew(): void {
    if (ready.settled) ready = createPromise();
  }

  function replace(reason: string): void {
    deaths = 0;
    discard();
    renew();
    say({ state: 'restarting', reason });
    void begin();
  }

  /** A run blocks the engine's thread: what is asked after a cancel is answered when it has ended. */
  async function endIfStuck(): Promise<void> {
    const asked = running;
    const answer = caller.call('folder.list', {}).then(
      () => true,
      () => true,
    );
    if ((await Promise.race([answer, after(stuckMilliseconds)])) || running !== asked || stopped) return;
    replace('A run did not end when it was cancelled: the engine process is started again.');
  }

  function discard(): void {
    const old = running;
    running = undefined;
    old?.port.close();
    old?.kill();
  }

  const caller = createDeferredCaller<EngineContract>(() => ready.promise);
  void begin();

  return {
    start(name, input, onEvent) {
      const job = caller.start(name, input, onEvent);
      return {
        result: job.result,
        cancel() {
          job.cancel();
          void endIfStuck();
        },
      };
    },
    state: () => told,
    async call(name, input, signal) {
      const cancelled = () => void endIfStuck();
      if (LONG_CALLS.has(name)) signal?.addEventListener('abort', cancelled, { once: true });
      try {
        const answer = await caller.call(name, input, signal);
        if (Object.hasOwn(additionCalls, name)) {
          additions.set(`${name} ${JSON.stringify(input)}`, (client) => client.call(name, input));
        }
        return answer;
      } finally {
        signal?.removeEventListener('abort', cancelled);
      }
    },
    async restart(wanted) {
      provider = wanted ?? provider;
      replace('The engine process is started again, as asked.');
      await ready.promise;
    },
    stop() {
      stopped = true;
      discard();
      renew();
      ready.reject(new WorkbenchError('engine-restarted', 'The engine has been stopped.'));
    },
  };
}

/** False, when so much time has gone by; keeps no process alive. */
function after(milliseconds: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), milliseconds).unref();
  });
}

function restarted(): WorkbenchError {
  return new WorkbenchError(
    'engine-restarted',
    'The engine process ended while this was running; it is started again. Try again.',
  );
}

/** A folder or model that has gone meanwhile is reported when it is next asked for; a lost process is not ignored. */
function ignoreUnlessLost(error: unknown): void {
  if (toErrorData(error).code === 'engine-restarted') throw error;
}

function createPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  // Its failure is told as a state; whoever waits for it hears of it as well.
  promise.catch(() => undefined);
  const state = {
    promise,
    settled: false,
    resolve(value: T) {
      state.settled = true;
      resolve(value);
    },
    reject(error: Error) {
      state.settled = true;
      reject(error);
    },
  };
  return state;
}
