import { WorkbenchError } from '../../../shared/errors.ts';
import type { Param, Params, ParamsForm } from '../../../shared/params.ts';

/** An option of the form `--option id.name=value`. */
export interface SettingOption {
  /** With its dashes. */
  readonly option: string;
  /** What the ids name, and the option that lists them: 'method', '--method'. */
  readonly kind: string;
  readonly among: string;
  readonly example: string;
}

/**
 * The parameters set for each id, not yet checked.
 * @param formOf the parameters that an id has
 * @throws WorkbenchError 'input-invalid' for text that is no setting, and for an id that is not among those given
 */
export function readSettings(
  { option, kind, among, example }: SettingOption,
  ids: readonly string[],
  settings: readonly string[],
  formOf: (id: string) => ParamsForm,
): Map<string, Params> {
  const given = new Map<string, Params>(ids.map((id) => [id, {}]));
  for (const text of settings) {
    const [, id, name, value] = /^([^.=]+)\.([^.=]+)=(.*)$/.exec(text) ?? [];
    if (id === undefined || name === undefined || value === undefined) {
      throw new WorkbenchError(
        'input-invalid',
        `${option} ${text}: write it as ${kind}.name=value, for example ${example}.`,
      );
    }
    const params = given.get(id);
    if (!params)
      throw new WorkbenchError('input-invalid', `${option} ${text}: ${kind} ${id} is not among ${among}.`);
    params[name] = valueOf(formOf(id).properties[name], value);
  }
  return given;
}

/** Parameters as a setting option takes them, a text each. */
export function settingsOf(id: string, params: Params): string[] {
  return Object.entries(params).map(([name, value]) => `${id}.${name}=${String(value)}`);
}

/** The text as a number or a switch where the parameter is one; as it stands where it is not, to be refused by the schema. */
function valueOf(param: Param | undefined, text: string): number | string | boolean {
  const number = Number(text);
  if ((param?.type === 'number' || param?.type === 'integer') && text.trim() !== '' && !Number.isNaN(number))
    return number;
  if (param?.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
