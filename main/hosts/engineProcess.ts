import { engineContract } from '../../shared/rpc/contract.ts';
import { createEngine } from '../engine/engine.ts';
import { serve } from '../rpc/serve.ts';
import { deferService } from './deferService.ts';
import type { EngineOptions } from './engineOptions.ts';
import { parentPort } from './parentPort.ts';

/** Entry of the engine process: serves the engine to the process that started it, and ends with it. */
function main(): void {
  const options = JSON.parse(process.argv[2] ?? '') as EngineOptions;
  const port = parentPort();
  port.onClose(() => process.exit());
  serve(port, engineContract, deferService(createEngine(options)));
}

main();
