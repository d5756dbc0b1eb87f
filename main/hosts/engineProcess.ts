import { engineContract } from '../../shared/rpc/contract.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { createEngine } from '../engine/engine.ts';
import { processPort } from '../rpc/ports/processPort.ts';
import { serve } from '../rpc/serve.ts';
import { deferService } from './deferService.ts';
import type { EngineOptions } from './engineOptions.ts';

/** Entry of the engine process: serves the engine to the process that started it, and ends with it. */
function main(): void {
  const options = JSON.parse(process.argv[2] ?? '') as EngineOptions;
  const port = parentPort();
  port.onClose(() => process.exit());
  serve(port, engineContract, deferService(createEngine(options)));
}

function parentPort(): Port {
  // Electron gives its utility processes a port; a plain Node child has its own channel.
  const electron = process.parentPort as Electron.ParentPort | undefined;
  if (electron !== undefined) {
    return processPort({
      send: (message) => {
        electron.postMessage(message);
      },
      onMessage: (listener) => {
        electron.on('message', ({ data }) => {
          listener(data);
        });
      },
      // Electron ends the process together with its parent.
      onEnd: () => undefined,
      close: () => process.exit(),
    });
  }
  return processPort({
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
    onEnd: (listener) => process.on('disconnect', listener),
    close: () => process.exit(),
  });
}

main();
