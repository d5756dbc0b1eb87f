import { join } from 'node:path';
import { startServer } from '../../main/hosts/server.ts';

/** Stands in for `liftcam serve [FOLDER]` in the probe's folder, where there is no engine for a command line to load. */
async function main([, folder]: readonly string[]): Promise<void> {
  const root = join(__dirname, '..', '..');
  const server = await startServer({
    root,
    settings: root,
    version: '0.0.0',
    host: '127.0.0.1',
    port: 0,
    ...(folder === undefined ? {} : { folder }),
  });
  console.log(server.address);
  process.once('SIGTERM', () => void server.close());
}

void main(process.argv.slice(2));
