import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { toErrorData } from '../../shared/errors.ts';
import { startServer } from './server.ts';

/** Entry that `npm start` falls back to: serves the workbench on this machine until it is told to end. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { model: { type: 'string' }, port: { type: 'string', default: '0' } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  const server = await startServer({
    root: join(__dirname, '..', '..'),
    version,
    host: '127.0.0.1',
    port: Number(values.port),
    ...(folder === undefined ? {} : { folder }),
    ...(values.model === undefined ? {} : { model: values.model }),
  });
  console.log(`LIFT-CAM Workbench: ${server.address}\nCtrl-C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

main().catch((error: unknown) => {
  console.error(toErrorData(error).message);
  process.exitCode = 2;
});
