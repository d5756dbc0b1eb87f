import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../../shared/errors.ts';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Channels } from '../../../renderer/state/channels.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const channels = new Channels(script.client, activity);
  channels.show(explanation());
  return { ...script, activity, channels };
}

describe('Channels', () => {
  it('knows the value of all channels without asking', () => {
    const { channels, asked } = opened();
    expect(channels.value).toEqual({ score: 3, probability: 0.6 });
    expect(channels.map).toBe(channels.explanation?.map);
    expect(asked).toEqual([]);
  });

  it('takes up the last session at the same photo and layer, without channels that are not there', () => {
    const { model, layer, image } = explanation();
    const shown = (selected: number, layerThen = layer) => {
      const channels = new Channels(scriptedClient().client, new Activity());
      channels.restore({ model, layer: layerThen, image }, [2, 9], selected);
      channels.show(explanation());
      return { absent: [...channels.absent], selected: channels.selected };
    };
    expect(shown(1)).toEqual({ absent: [2], selected: 1 });
    expect(shown(9)).toEqual({ absent: [2], selected: null });
    expect(shown(1, 'another')).toEqual({ absent: [], selected: null });
  });

  it('recombines the map at once and asks for the coalition beside it', async () => {
    const { activity, channels, last } = opened();
    channels.toggle(1);
    expect([...(channels.map?.signed ?? [])]).toEqual([1, -0.5]);
    expect([...(channels.map?.relu ?? [])]).toEqual([1, 0]);
    expect(channels.additive).toBe(1);
    expect(channels.value).toBeNull();
    expect(last('coalition.value').input).toEqual({ explanation: 'first', absent: [1] });
    expect(activity.tasks).toMatchObject([{ label: 'Running the channels that are on' }]);
    last('coalition.value').answer({ score: 1.1, probability: 0.2 });
    await settled();
    expect(channels.value).toEqual({ score: 1.1, probability: 0.2 });
    expect(activity.tasks).toEqual([]);
  });

  it('never shows the value of an older coalition', async () => {
    const { channels, asked, last } = opened();
    channels.toggle(0);
    channels.toggle(1);
    channels.toggle(2);
    expect(asked).toHaveLength(1);
    last('coalition.value').answer({ score: 99, probability: 1 });
    await settled();
    expect(channels.value).toBeNull();
    expect(last('coalition.value').input).toEqual({ explanation: 'first', absent: [0, 1, 2] });
    channels.reset();
    last('coalition.value').answer({ score: 98, probability: 1 });
    await settled();
    expect(channels.value).toEqual({ score: 3, probability: 0.6 });
  });

  it('asks again for a value that could not be had', async () => {
    const { channels, last } = opened();
    channels.toggle(1);
    last('coalition.value').fail(new WorkbenchError('value-not-finite', 'Not a number.'));
    await settled();
    expect(channels.error?.message).toBe('Not a number.');
    channels.askAgain();
    expect(channels.error).toBeNull();
    last('coalition.value').answer({ score: 1.1, probability: 0.2 });
    await settled();
    expect(channels.value?.score).toBe(1.1);
  });

  it('keeps what is switched off for another class or a restarted engine, not for another layer', () => {
    const { channels, last } = opened();
    channels.toggle(1);
    channels.show(explanation({ id: 'second' }));
    expect([...channels.absent]).toEqual([1]);
    channels.undo();
    channels.redo();
    channels.show(explanation({ id: 'third', layer: 'other' }));
    expect(channels.absent.size).toBe(0);
    expect(last('coalition.value').input).toMatchObject({ explanation: 'first' });
  });

  it('goes on where it was left, after a failure, another photo or another layer', () => {
    const { channels } = opened();
    channels.toggleMarked([1, 2]);
    channels.toggle(0);
    channels.undo();
    channels.show(null);
    channels.undo();
    channels.show(explanation({ id: 'again', method: 'grad-cam' }));
    expect([...channels.absent]).toEqual([1, 2]);
    for (const other of [{ image: 'folder/other.png' }, { layer: 'other' }, { model: 'other' }]) {
      channels.show(explanation({ id: 'other', ...other }));
      expect([[...channels.absent], channels.selected, channels.marked]).toEqual([[], null, []]);
      channels.undo();
      channels.toggle(0);
      channels.show(null);
      channels.show(explanation());
      expect([[...channels.absent], channels.selected, channels.marked]).toEqual([[1, 2], 2, [1, 2]]);
    }
    channels.redo();
    expect([...channels.absent]).toEqual([1, 2, 0]);
    channels.show(explanation({ layer: 'other' }));
    expect([...channels.absent]).toEqual([0]);
  });

  it('tells what is done with the channels of any place', () => {
    const { channels } = opened();
    const { model, layer, image } = explanation();
    channels.toggle(1);
    channels.selected = 2;
    const here = () => channels.editsAt({ model, layer, image });
    expect([[...here().history.absent], here().selected]).toEqual([[1], 2]);
    expect(channels.editsAt({ model, layer, image: 'folder/other.png' }).history.absent.size).toBe(0);
    channels.show(explanation({ image: 'folder/other.png' }));
    expect([[...here().history.absent], here().selected]).toEqual([[1], 2]);
  });

  it('offers no switching for a method without weights', () => {
    const { channels, asked } = opened();
    channels.show(explanation({ alpha: null }));
    channels.toggle(1);
    channels.invert();
    expect(channels.absent.size).toBe(0);
    expect(channels.bars).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('marks channels that are toggled together, and keeps only those when asked', () => {
    const { channels } = opened();
    channels.toggleMarked([1, 2]);
    expect(channels.marked).toEqual([1, 2]);
    expect(channels.selected).toBe(2);
    expect([...channels.absent]).toEqual([1, 2]);
    channels.keepOnly(channels.marked);
    expect([...channels.absent]).toEqual([0]);
    channels.undo();
    expect([...channels.absent]).toEqual([1, 2]);
  });

  it('draws a channel that was searched for after the first ones, until another layer is shown', () => {
    const { channels } = opened();
    channels.shownCount = 1;
    expect(channels.bars).toEqual([1]);
    channels.seek(2);
    expect(channels.bars).toEqual([1, 2]);
    expect(channels.selected).toBe(2);
    channels.seek(1);
    expect(channels.bars).toEqual([1]);
    channels.seek(2);
    channels.show(explanation({ id: 'other', layer: 'other' }));
    expect(channels.bars).toEqual([1]);
    expect(channels.marked).toEqual([]);
  });
});
