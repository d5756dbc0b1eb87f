import { Command, InvalidArgumentError, Option } from 'commander';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { TargetSelector } from '../../../shared/result.ts';
import type { ActivationSession } from '../../engine/activationSession.ts';
import { selectClass } from '../../engine/classNames.ts';
import { explain, runForward } from '../../engine/explain.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import type { OpenModel } from '../../engine/model/openModel.ts';
import { byMethod } from '../terminal/byMethod.ts';
import { eachInput, finish, type Refusal } from '../terminal/eachInput.ts';
import { SAVE_FORMATS, type SaveFormat } from '../terminal/explanationFiles.ts';
import { explanationRecord, failureRecord } from '../terminal/explanationRecord.ts';
import { jsonReport, tableReport, type Report } from '../terminal/explanationReport.ts';
import type { Input, LoadedInput } from '../terminal/inputs.ts';
import { sayLongRuns } from '../terminal/longRuns.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import {
  jsonOption,
  layerOption,
  methodOption,
  withModelOptions,
  paramOption,
  parseList,
  providerOption,
  threadsOption,
  type ModelOptions,
} from '../terminal/options.ts';
import { chooseMethods } from '../terminal/methodParams.ts';
import { prepareMethods } from '../terminal/prepareMethods.ts';
import type { Program } from '../terminal/program.ts';
import { openSaver, type Save } from '../terminal/saver.ts';

interface ExplainOptions extends ModelOptions {
  readonly layer?: string;
  readonly class: readonly string[];
  readonly versus?: string;
  readonly method: readonly string[];
  readonly param: readonly string[];
  readonly out?: string;
  readonly save?: readonly SaveFormat[];
  readonly json?: true;
}

/** `liftcam explain`: class activation maps of images, folders and preprocessed tensors. */
export function explainCommand(program: Program): Command {
  return withModelOptions(
    new Command('explain')
      .description('explain what a classifier sees in images')
      .argument('<input...>', 'images, folders of images, or .npy files with preprocessed float32 inputs'),
  )
    .addOption(layerOption())
    .addOption(
      new Option('--class <class>', 'class to explain: index, label or top1 to top5; may be repeated')
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([], 'top1'),
    )
    .addOption(new Option('--versus <class>', 'explain the class rather than this one'))
    .addOption(methodOption())
    .addOption(paramOption())
    .addOption(new Option('--out <folder>', 'where files are saved'))
    .addOption(
      new Option(
        '--save <formats>',
        `forms to save, separated by commas: ${SAVE_FORMATS.join(', ')} (default with --out: png,json)`,
      ).argParser(parseFormats),
    )
    .addOption(providerOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action(async (inputs: string[], options: ExplainOptions) => {
      process.exitCode = await run(program, inputs, options);
    });
}

function parseFormats(text: string): SaveFormat[] {
  return parseList(text).map((entry) => {
    const format = SAVE_FORMATS.find((each) => each === entry);
    if (format) return format;
    throw new InvalidArgumentError(`Choose from ${SAVE_FORMATS.join(', ')}.`);
  });
}

/** What is done with every input. */
interface Task {
  readonly model: OpenModel;
  readonly session: ActivationSession;
  readonly methods: readonly MethodChoice[];
  readonly targets: readonly TargetSelector[];
  readonly save: Save | null;
}

async function run(program: Program, paths: readonly string[], options: ExplainOptions): Promise<number> {
  const methods = chooseMethods(options.method, options.param);
  if (options.save && options.out === undefined) {
    throw new WorkbenchError('input-invalid', 'Option --save needs a folder to save in. Add --out FOLDER.');
  }
  const model = await openForCommand(program, options);
  const { labels } = model.card;
  const versus = options.versus === undefined ? undefined : selectClass(options.versus, labels);
  const targets = (options.class.length > 0 ? options.class : ['top1']).map((text): TargetSelector => ({
    class: selectClass(text, labels),
    ...(versus && { versus }),
  }));
  const session = model.layer(options.layer);
  await prepareMethods(session, methods);
  await sayLongRuns(program, session, methods);
  const save = options.out === undefined ? null : await openSaver(program.version, options.out, options.save);
  const report = options.json ? jsonReport(process.stdout) : tableReport(process.stdout, methods.length > 1);
  return explainAll(program, paths, { model, session, methods, targets, save }, report);
}

async function explainAll(
  program: Program,
  paths: readonly string[],
  task: Task,
  report: Report,
): Promise<number> {
  const ended = await eachInput(
    paths,
    task.model.card,
    (input, loaded, signal) => explainInput(input, loaded, task, report, signal),
    (input, error) => report.fail(failureRecord(input, error)),
  );
  await report.end();
  return finish(program, task.model, ended);
}

/** All methods and targets of one image, from one run of the backbone. */
async function explainInput(
  input: Input,
  loaded: LoadedInput,
  { model, session, methods, targets, save }: Task,
  report: Report,
  signal: AbortSignal,
): Promise<Refusal[]> {
  const forward = await runForward(session, loaded.tensor);
  return byMethod(
    methods,
    async (method) => {
      const results = await explain(model, session, method, loaded, forward, targets, { signal });
      return results.map((explained) => ({ explained, record: explanationRecord(input, explained) }));
    },
    async (results) => {
      for (const { explained, record } of results) {
        model.predictions.note(loaded.tensor, explained.explanation.prediction);
        if (save) await save(input, { explained, record, loaded });
        await report.add(input, explained, record);
      }
    },
    ({ method, error }) => report.fail(failureRecord(input, error, method)),
  );
}
