import { WorkbenchError } from '../../../shared/errors.ts';
import { ablationCam } from './ablationCam.ts';
import { cam } from './cam.ts';
import { eigenCam } from './eigenCam.ts';
import { eigenGradCam } from './eigenGradCam.ts';
import { finerCam } from './finerCam.ts';
import { gradCam } from './gradCam.ts';
import { gradCamPlusPlus } from './gradCamPlusPlus.ts';
import { hiresCam } from './hiresCam.ts';
import { layerCam } from './layerCam.ts';
import { liftCam } from './liftCam.ts';
import { liftElement } from './liftElement.ts';
import { limeCam } from './limeCam.ts';
import { lrpCam } from './lrpCam.ts';
import { randomCam } from './randomCam.ts';
import { scoreCam } from './scoreCam.ts';
import { shapCam } from './shapCam.ts';
import { shapleyCam } from './shapleyCam.ts';
import { xgradCam } from './xgradCam.ts';
import type { Method } from './method.ts';

/** Every method, in the order the person sees them. */
export const methods: readonly Method[] = [
  liftCam,
  gradCam,
  gradCamPlusPlus,
  xgradCam,
  hiresCam,
  layerCam,
  cam,
  eigenCam,
  eigenGradCam,
  ablationCam,
  scoreCam,
  lrpCam,
  limeCam,
  shapCam,
  shapleyCam,
  finerCam,
  liftElement,
  randomCam,
];

/** @throws WorkbenchError 'input-invalid' listing the ids there are */
export function methodOf(id: string): Method {
  const method = methods.find((each) => each.id === id);
  if (method) return method;
  const known = methods.map((each) => each.id).join(', ');
  throw new WorkbenchError('input-invalid', `There is no method '${id}'. Choose one of: ${known}.`);
}
