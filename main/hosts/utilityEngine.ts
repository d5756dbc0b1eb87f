import { utilityProcess } from 'electron';
import { processPort } from '../rpc/ports/processPort.ts';
import type { EngineProcess } from './engineHost.ts';
import { engineEnvironment, type EngineOptions } from './engineOptions.ts';

/** Starts the engine as one of Electron's utility processes. */
export function utilityEngine(script: string, options: EngineOptions): EngineProcess {
  const child = utilityProcess.fork(script, [JSON.stringify(options)], {
    env: engineEnvironment(),
    serviceName: 'LIFT-CAM engine',
  });
  const ended = new Promise<string>((resolve) => {
    child.on('exit', (status) => {
      resolve(`exit status ${String(status)}`);
    });
  });
  return {
    port: processPort({
      send: (message) => {
        child.postMessage(message);
      },
      onMessage: (listener) => child.on('message', listener),
      onEnd: (listener) => {
        void ended.then(listener);
      },
      close: () => undefined,
    }),
    ended,
    kill: () => child.kill(),
  };
}
