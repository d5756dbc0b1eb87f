import { chooseMethod, type MethodChoice } from '../../engine/methodChoice.ts';
import { methodOf } from '../../engine/methods/index.ts';
import { paramsForm } from '../../engine/paramsChoice.ts';
import { readSettings } from './settings.ts';

const PARAM = {
  option: '--param',
  kind: 'method',
  among: '--method',
  example: 'score-cam.channels=64',
};

/**
 * The methods that were asked for, each with its `--param method.name=value`.
 * @param seed of every method that takes one, where none is set for it
 * @throws WorkbenchError 'input-invalid' for what is no method, no parameter of it or no value of that
 */
export function chooseMethods(
  ids: readonly string[],
  settings: readonly string[],
  seed?: number,
): MethodChoice[] {
  const given = readSettings(PARAM, ids, settings, (id) => paramsForm(methodOf(id)));
  return ids.map((id) => {
    const seeded = seed !== undefined && 'seed' in methodOf(id).params.shape;
    return chooseMethod(id, { ...(seeded && { seed }), ...given.get(id) });
  });
}
