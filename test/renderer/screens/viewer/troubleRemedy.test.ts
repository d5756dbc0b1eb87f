import { expect, test } from 'vitest';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { Workbench } from '../../../../renderer/state/workbench.svelte.ts';
import { troubleRemedy } from '../../../../renderer/screens/viewer/troubleRemedy.ts';

test.each<[ErrorCode, string, string]>([
  ['model-changed', 'Open it again', 'modelAgain'],
  ['provider-failed', 'Go on on the processor', 'restart on cpu'],
  ['folder-missing', 'Look again', 'rescan'],
  ['image-unreadable', 'Try again', 'retry'],
])('%s: %s', (code, label, done) => {
  const acts: string[] = [];
  const note = (name: string) => () => {
    acts.push(name);
    return Promise.resolve();
  };
  const workbench = {
    opener: { modelAgain: note('modelAgain'), rescan: note('rescan') },
    restartEngine: (provider: string) => note(`restart on ${provider}`)(),
    retry: note('retry'),
  } as unknown as Workbench;
  const remedy = troubleRemedy(code);
  remedy.act(workbench);
  expect({ label: remedy.label, acts }).toEqual({ label, acts: [done] });
});
