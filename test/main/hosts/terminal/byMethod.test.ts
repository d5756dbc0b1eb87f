import { expect, test } from 'vitest';
import { WorkbenchError } from '../../../../shared/errors.ts';
import { chooseMethod } from '../../../../main/engine/methodChoice.ts';
import { byMethod } from '../../../../main/hosts/terminal/byMethod.ts';

const methods = ['cam', 'grad-cam', 'lift-cam'].map((id) => chooseMethod(id));
const refused = new WorkbenchError('input-invalid', 'Not at this layer.');

test('a method that refuses is told in its turn and leaves the others theirs', async () => {
  const told: string[] = [];
  const refusals = await byMethod(
    methods,
    ({ method }) => (method.id === 'grad-cam' ? Promise.reject(refused) : Promise.resolve(method.id)),
    (id) => void told.push(id),
    ({ method, error }) => void told.push(`${method}: ${error.message}`),
  );
  expect(told).toEqual(['cam', 'grad-cam: Not at this layer.', 'lift-cam']);
  expect(refusals).toEqual([
    { method: 'grad-cam', error: { code: 'input-invalid', message: refused.message } },
  ]);
});

test('the only method, a cancel and what becomes of a result are the image’s own failure', async () => {
  const fail = (error: Error) => () => Promise.reject(error);
  const ignore = () => undefined;
  await expect(byMethod(methods.slice(0, 1), fail(refused), ignore)).rejects.toBe(refused);
  const cancelled = new WorkbenchError('cancelled', 'Explaining was cancelled.');
  await expect(byMethod(methods, fail(cancelled), ignore)).rejects.toBe(cancelled);
  const full = new WorkbenchError('disk-failed', 'The disk is full.');
  await expect(byMethod(methods, () => Promise.resolve(1), fail(full))).rejects.toBe(full);
});
