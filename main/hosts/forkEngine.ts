import { fork } from 'node:child_process';
import { processPort } from '../rpc/ports/processPort.ts';
import type { EngineProcess } from './engineHost.ts';
import { engineEnvironment, type EngineOptions } from './engineOptions.ts';

/** Starts the engine as a child of a plain Node process. */
export function forkEngine(script: string, options: EngineOptions): EngineProcess {
  const child = fork(script, [JSON.stringify(options)], {
    // Structured clone instead of JSON: typed arrays cross as they are.
    serialization: 'advanced',
    env: engineEnvironment(),
    execArgv: [],
  });
  const ended = new Promise<string>((resolve) => {
    child.on('exit', (status, signal) => {
      resolve(signal === null ? `exit status ${String(status)}` : `signal ${signal}`);
    });
    child.on('error', (error) => {
      resolve(error.message);
    });
  });
  return {
    port: processPort({
      send: (message) => child.send(message as object),
      onMessage: (listener) => child.on('message', listener),
      onEnd: (listener) => {
        void ended.then(listener);
      },
      close: () => {
        if (child.connected) child.disconnect();
      },
    }),
    ended,
    kill: () => child.kill(),
  };
}
