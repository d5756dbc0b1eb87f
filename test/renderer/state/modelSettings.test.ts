import { describe, expect, it, vi } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { ModelSettings } from '../../../renderer/state/modelSettings.svelte.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

const ENDED = new WorkbenchError('engine-restarted', 'The engine ended. Try again.');
const PREVIEW = { input: { height: 32, width: 32 }, preprocessing: { source: 'test' }, photo: null };

async function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const listener = { configured: vi.fn(), failed: vi.fn(), cancelled: vi.fn() };
  const modelSettings = new ModelSettings(script.client, activity, listener);
  void modelSettings.show('net', 'folder/photo.png');
  await settled();
  return { ...script, activity, listener, modelSettings };
}

/** The dialog with settings read and tried. */
async function tried() {
  const script = await opened();
  script.last('model.settings').answer({ settings: {}, presets: [] });
  await settled();
  script.last('model.preview').answer(PREVIEW);
  await settled();
  return script;
}

describe('settings of a model', () => {
  it('says why they could not be read, and reads them again', async () => {
    const { last, modelSettings, asked } = await opened();
    last('model.settings').fail(ENDED);
    await settled();
    expect(modelSettings.error?.message).toBe(ENDED.message);
    modelSettings.again();
    expect(modelSettings.error).toBeNull();
    expect(asked.map(({ name }) => name)).toEqual(['model.settings', 'model.settings']);
  });

  it('are read and tried as work that can be cancelled; closing ends it', async () => {
    const { last, modelSettings, activity } = await opened();
    expect(activity.tasks.map(({ label }) => label)).toEqual(['Reading model settings']);
    last('model.settings').answer({ settings: {}, presets: [] });
    await settled();
    expect(activity.tasks.map(({ label }) => label)).toEqual(['Trying model settings']);
    modelSettings.close();
    await settled();
    expect([last('model.preview').cancelled, activity.tasks]).toEqual([true, []]);
  });

  it('that were not tried are not taken for tried', async () => {
    const { last, modelSettings } = await tried();
    expect(modelSettings.error).toBeNull();
    modelSettings.set({ labels: ['a'] });
    last('model.preview').fail(ENDED);
    await settled();
    expect(modelSettings.error).toMatchObject({ code: 'engine-restarted' });
    modelSettings.again();
    modelSettings.task?.cancel?.();
    await settled();
    expect(modelSettings.error?.message).toContain('were not tried');
    modelSettings.again();
    last('model.preview').answer(PREVIEW);
    await settled();
    expect(modelSettings.error).toBeNull();
    expect(last('model.preview').input).toMatchObject({ settings: { labels: ['a'] } });
  });

  it('that could not be applied are applied again, with the same words where the dialog is open', async () => {
    const { last, modelSettings, listener } = await tried();
    modelSettings.set({ labels: ['a'] });
    void modelSettings.apply();
    last('model.configure').fail(ENDED);
    await settled();
    expect([modelSettings.error?.message, modelSettings.keeping]).toEqual([ENDED.message, false]);
    modelSettings.again();
    last('model.configure').answer({ id: 'net' });
    await settled();
    expect(listener.configured).toHaveBeenCalledWith({ id: 'net' });
    expect([modelSettings.open, modelSettings.error, listener.failed.mock.calls]).toEqual([false, null, []]);
  });

  it('that could not be applied are told outside the dialog once it is closed', async () => {
    const { last, modelSettings, listener } = await tried();
    void modelSettings.apply();
    modelSettings.close();
    expect(last('model.configure').cancelled).toBe(false);
    last('model.configure').fail(ENDED);
    await settled();
    expect(listener.failed).toHaveBeenCalledWith({
      code: 'engine-restarted',
      message: `The model settings were not applied. ${ENDED.message}`,
    });
  });

  it('end in the dialog that they were applied in, not in one that was opened anew meanwhile', async () => {
    for (const outcome of ['taken', 'refused']) {
      const { last, modelSettings, listener } = await tried();
      modelSettings.set({ labels: ['a'] });
      void modelSettings.apply();
      modelSettings.close();
      void modelSettings.show('net', null);
      if (outcome === 'taken') last('model.configure').answer({ id: 'net' });
      else last('model.configure').fail(ENDED);
      await settled();
      expect([modelSettings.open, modelSettings.error, modelSettings.keeping]).toEqual([true, null, false]);
      const { configured, failed } = listener;
      expect(outcome === 'taken' ? configured : failed).toHaveBeenCalledOnce();
    }
  });

  it('are cancelled while they are applied; whether they were taken is looked up', async () => {
    const { activity, last, modelSettings, listener } = await tried();
    void modelSettings.apply();
    activity.tasks[0]?.cancel?.();
    await settled();
    expect([last('model.configure').cancelled, modelSettings.error, modelSettings.open]).toEqual([
      true,
      null,
      true,
    ]);
    expect(listener.cancelled).toHaveBeenCalledOnce();
  });
});
