import { expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { SessionMemory } from '../../../renderer/state/session.svelte.ts';
import type { Workbench } from '../../../renderer/state/workbench.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';
import { FOLDER, session } from '../support/session.ts';

/** The parts of the window that a session is made of. */
function shown() {
  const last = session();
  return {
    gallery: { folder: FOLDER, selected: last.image, folders: [], list: () => Promise.resolve() },
    models: { opened: null, card: null, offered: [], layerTensor: 'relu_1', list: () => Promise.resolve() },
    activity: new Activity(),
    engine: { info: null, host: null, load: () => Promise.resolve() },
    methodSettings: { chosen: {} },
    channels: { absent: new Set<number>() },
    pinned: { channels: [] },
    target: { selector: last.target, pinned: false },
    view: { ...last.view },
    method: 'lift-cam',
    tab: 'channels',
    error: null as unknown,
    guard: (work: () => Promise<void>) => work(),
  };
}

async function started() {
  const script = scriptedClient();
  const workbench = shown();
  const memory = new SessionMemory(workbench as unknown as Workbench, script.client);
  memory.remember();
  const starting = memory.start();
  script.last('host.session').answer({ session: null, asked: { folder: null, model: null } });
  await starting;
  const saves = () => script.asked.filter(({ name }) => name === 'host.saveSession');
  return { ...script, workbench, memory, saves };
}

it('sends what is on show once, and again when it has changed', async () => {
  const { workbench, memory, saves } = await started();
  expect(saves()).toEqual([]);
  for (let call = 0; call < 3; call += 1) memory.remember();
  expect(saves()).toHaveLength(1);
  saves()[0]?.answer({});
  await settled();
  workbench.channels.absent.add(7);
  memory.remember();
  memory.remember();
  expect(saves()).toHaveLength(2);
  expect(saves()[1]?.input).toMatchObject({ session: { absent: [7], folder: FOLDER } });
});

it('tells why it cannot be kept, and sends it once more', async () => {
  const { workbench, memory, saves } = await started();
  memory.remember();
  saves()[0]?.fail(new WorkbenchError('disk-failed', 'The disk is full.'));
  await settled();
  expect(workbench.error).toMatchObject({ code: 'disk-failed' });
  memory.remember();
  expect(saves()).toHaveLength(2);
});
