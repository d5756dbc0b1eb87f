import { toErrorData, WorkbenchError } from '../../../shared/errors.ts';
import { wishOf } from '../../engine/model/fileWish.ts';
import { openModel, type OpenModel } from '../../engine/model/openModel.ts';
import { chooseProvider } from '../../engine/runtime/providers.ts';
import { locateResources } from '../resources.ts';
import type { ModelOptions } from './options.ts';
import type { Program } from './program.ts';

/**
 * Opens the model that a command works on and says on standard error what the person should know of it.
 * @throws WorkbenchError as `openModel` does
 */
export async function openForCommand({ root, say }: Program, options: ModelOptions): Promise<OpenModel> {
  const choice = await chooseProvider(options.provider);
  const refused = choice.statuses.find((status) => status.id === options.provider && !status.usable);
  if (refused)
    say(`${refused.id} cannot be used (${refused.reason ?? 'no reason given'}): using ${choice.provider}.`);
  const path = options.model ?? locateResources(root).bundledModel;
  const wish = await wishOf(options);
  const model = await openModel(path, choice, options.threads, wish).catch((error: unknown) => {
    const { code, message } = toErrorData(error);
    throw new WorkbenchError(code, message.includes(path) ? message : `Model ${path}: ${message}`, {
      cause: error,
    });
  });
  if (model.card.explainerOf) say(`The file is an ${model.card.name}.`);
  for (const warning of model.card.warnings) say(warning);
  return model;
}
