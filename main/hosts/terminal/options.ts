import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ModelWish } from '../../../shared/modelWish.ts';
import { PROVIDERS, type ProviderRequest } from '../../engine/runtime/providers.ts';

/** Options that several commands share, as the command line gives them. */
export interface ModelOptions extends ModelWish {
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

/**
 * Adds --model and what may be said of the model.
 * @param afterwards how that goes together with what was set in the window
 */
export function withModelOptions(
  command: Command,
  afterwards = 'What was set for a model in the workbench is not read here.',
): Command {
  return command
    .addOption(modelOption())
    .addOption(new Option('--output <name>', 'output to explain, where the model has several'))
    .addOption(
      new Option('--size <height>x<width>', 'input size in pixels, where the model leaves it open').argParser(
        parseSize,
      ),
    )
    .addOption(
      new Option(
        '--preprocessing <file>',
        "how photos are prepared: a preprocessor_config.json, timm's config.json, or the workbench's own fields",
      ).conflicts('preset'),
    )
    .addOption(
      new Option('--preset <name>', "prepare photos as torchvision's weights of that name want: resnet50_v2"),
    )
    .addOption(
      new Option('--labels <file>', 'class names: one a line, or JSON (a list, or numbers to names)'),
    )
    .addHelpText('after', `\n${afterwards}`);
}

/** 224x224, or one number for a square. */
function parseSize(text: string): { height: number; width: number } {
  const match = /^([1-9]\d{0,3})(?:[x×]([1-9]\d{0,3}))?$/i.exec(text);
  if (!match) throw new InvalidArgumentError('Give height and width in pixels: 224x320.');
  return { height: Number(match[1]), width: Number(match[2] ?? match[1]) };
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

export function seedOption(): Option {
  return new Option('--seed <number>', 'decides all random numbers').argParser(parseSeed).default(0);
}

function parseSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 0 to 4294967295.');
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
