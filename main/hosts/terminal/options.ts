import { InvalidArgumentError, Option } from 'commander';
import { PROVIDERS, type ProviderRequest } from '../../engine/runtime/providers.ts';

/** Options that several commands share, as the command line gives them. */
export interface ModelOptions {
  readonly model?: string;
  readonly provider: ProviderRequest;
  readonly threads?: number;
}

export function modelOption(): Option {
  return new Option(
    '--model <path>',
    'an .onnx file, or a folder with model.onnx, config.json and preprocessor_config.json (default: the bundled model)',
  );
}

export function layerOption(): Option {
  return new Option('--layer <tensor>', "tensor to explain at, as 'liftcam layers' lists them").default(
    undefined,
    'the last convolutional activation',
  );
}

export function methodOption(): Option {
  return new Option('--method <ids>', 'method, or several separated by commas')
    .argParser(parseList)
    .default(['lift-cam'], 'lift-cam');
}

export function paramOption(): Option {
  return new Option(
    '--param <method.name=value>',
    "a method's parameter, as in --param score-cam.channels=64; may be repeated",
  )
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], "the method's own");
}

export function providerOption(): Option {
  return new Option('--provider <name>', 'where the model runs; auto takes the fastest in full float32')
    .choices(['auto', ...PROVIDERS])
    .default('auto');
}

export function threadsOption(): Option {
  return new Option('--threads <number>', 'threads of one run (default: one per core)').argParser(parseCount);
}

export function jsonOption(): Option {
  return new Option('--json', 'print JSON on standard output, and nothing else');
}

/** A positive whole number. */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 on.');
}

/** Entries of a list with commas, each once, in their order. */
export function parseList(text: string): string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw new InvalidArgumentError('Name at least one.');
  return [...new Set(entries)];
}
