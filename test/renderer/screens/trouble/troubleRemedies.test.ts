import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { Workbench } from '../../../../renderer/state/workbench.svelte.ts';
import { NO_OTHERS } from '../../../../renderer/screens/trouble/others.ts';
import { troubleRemedies } from '../../../../renderer/screens/trouble/troubleRemedies.ts';

test.each<[ErrorCode, string, string]>([
  ['model-changed', 'Open it again', 'modelAgain'],
  ['model-missing', 'Look again', 'findModel'],
  ['provider-failed', 'Go on on the processor', 'restart on cpu'],
  ['folder-missing', 'Look again', 'rescan'],
  ['image-unreadable', 'Try again', 'again'],
])('%s: %s', (code, label, done) => {
  const acts: string[] = [];
  const note = (name: string) => () => {
    acts.push(name);
    return Promise.resolve();
  };
  const workbench = {
    opener: { modelAgain: note('modelAgain'), rescan: note('rescan'), findModel: note('findModel') },
    restartEngine: (provider: string) => note(`restart on ${provider}`)(),
  } as unknown as Workbench;
  const remedies = troubleRemedies(code, NO_OTHERS, () => void note('again')());
  for (const remedy of remedies) remedy.act(workbench);
  expect([remedies.map((remedy) => remedy.label), acts]).toEqual([[label], [done]]);
});

test.each<[ErrorCode, string[]]>([
  ['value-not-finite', ['Try layer relu_9']],
  ['layer-unknown', ['Try layer relu_9']],
  ['operator-unsupported', ['Try layer relu_9', 'Explain by Score-CAM']],
  ['input-invalid', ['Try layer relu_9', 'Explain by Score-CAM']],
])('%s, which would come again: another layer or method, where there is one', (code, labels) => {
  const selected: string[] = [];
  const workbench = {
    selectLayer: (layer: string) => selected.push(layer),
    selectMethod: (method: string) => selected.push(method),
  } as unknown as Workbench;
  const method = { id: 'score-cam', title: 'Score-CAM' };
  const remedies = troubleRemedies(code, { layer: 'relu_9', method }, () => undefined);
  for (const remedy of remedies) remedy.act(workbench);
  expect(remedies.map(({ label }) => label)).toEqual(labels);
  expect(selected).toEqual(['relu_9', 'score-cam'].slice(0, labels.length));
  expect(troubleRemedies(code, NO_OTHERS, () => undefined).map(({ label }) => label)).toEqual(['Try again']);
});
