import { WorkbenchError } from '../../../shared/errors.ts';
import type { Param, Params } from '../../../shared/params.ts';
import { chooseMethod, paramsForm, type MethodChoice } from '../../engine/methodChoice.ts';
import { methodOf } from '../../engine/methods/index.ts';

/**
 * The methods that were asked for, each with its `--param method.name=value`.
 * @throws WorkbenchError 'input-invalid' for what is no method, no parameter of it or no value of that
 */
export function chooseMethods(ids: readonly string[], settings: readonly string[]): MethodChoice[] {
  const given = new Map<string, Params>(ids.map((id) => [id, {}]));
  for (const text of settings) {
    const { id, name, value } = readSetting(text);
    const params = given.get(id);
    if (!params)
      throw new WorkbenchError('input-invalid', `--param ${text}: method ${id} is not among --method.`);
    params[name] = valueOf(paramsForm(methodOf(id)).properties[name], value);
  }
  return ids.map((id) => chooseMethod(id, given.get(id)));
}

function readSetting(text: string): { id: string; name: string; value: string } {
  const [, id, name, value] = /^([^.=]+)\.([^.=]+)=(.*)$/.exec(text) ?? [];
  if (id !== undefined && name !== undefined && value !== undefined) return { id, name, value };
  throw new WorkbenchError(
    'input-invalid',
    `--param ${text}: write it as method.name=value, for example score-cam.channels=64.`,
  );
}

/** The text as a number or a switch where the parameter is one; as it stands where it is not, to be refused by the schema. */
function valueOf(param: Param | undefined, text: string): number | string | boolean {
  const number = Number(text);
  if ((param?.type === 'number' || param?.type === 'integer') && text.trim() !== '' && !Number.isNaN(number))
    return number;
  if (param?.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
