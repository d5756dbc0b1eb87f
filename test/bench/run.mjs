// node test/bench/run.mjs NAME [OPTIONS]: runs test/bench/NAME.ts.
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const [name] = process.argv.splice(2, 1);
await import(pathToFileURL(await bundle(name)).href);
