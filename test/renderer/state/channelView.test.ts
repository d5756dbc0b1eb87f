import { describe, expect, it } from 'vitest';
import { Activity } from '../../../renderer/state/activity.svelte.ts';
import { Channels } from '../../../renderer/state/channels.svelte.ts';
import { ChannelView } from '../../../renderer/state/channelView.svelte.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { explanation } from '../support/explanation.ts';
import { scriptedClient, settled } from '../support/scriptedClient.ts';

function opened() {
  const script = scriptedClient();
  const activity = new Activity();
  const channels = new Channels(script.client, activity);
  const view = new ChannelView(script.client, activity, channels);
  view.show(explanation());
  return { ...script, activity, channels, view };
}

const answer = { height: 1, width: 2, values: Float32Array.of(0, 2), sum: 2, exact: true };

describe('the channel looked at', () => {
  it('is the strongest, until one is chosen or pointed at', () => {
    const { channels, view } = opened();
    expect(view.channel).toBe(1);
    channels.selected = 2;
    expect(view.channel).toBe(2);
    channels.hovered = 0;
    expect(view.channel).toBe(0);
  });

  it('is none while nothing is explained', () => {
    const { channels, view } = opened();
    channels.selected = 2;
    view.show(null);
    expect(view.channel).toBeNull();
  });

  it('stays chosen on the next photo at the same layer, not at another', () => {
    const { channels, view } = opened();
    channels.selected = 2;
    view.show(null);
    view.show(explanation({ image: 'folder/other.png' }));
    expect(channels.selected).toBe(2);
    view.show(explanation({ layer: 'other' }));
    expect(channels.selected).toBeNull();
  });

  it('lies on the photo when it is pointed at, or as the person chose', () => {
    const { channels, view } = opened();
    expect(view.laid).toBeNull();
    channels.hovered = 0;
    expect(view.laid).toEqual({ kind: 'activation', channel: 0 });
    view.onPhoto = 'contribution';
    expect(view.laid).toEqual({ kind: 'contribution', channel: 0 });
    channels.hovered = null;
    expect(view.laid).toEqual({ kind: 'contribution', channel: 1 });
    view.onPhoto = 'map';
    expect(view.laid).toBeNull();
  });
});

describe('its contribution', () => {
  it('is asked for once, and is the newest channel’s', async () => {
    const { asked, activity, last, view } = opened();
    view.askContribution('first', 0);
    expect(activity.tasks).toMatchObject([{ label: 'Finding where a channel contributes' }]);
    view.askContribution('first', 1);
    last('channel.contribution').answer({ ...answer, sum: 99 });
    await settled();
    expect(view.contribution).toBeNull();
    expect(last('channel.contribution').input).toEqual({ explanation: 'first', channel: 1 });
    last('channel.contribution').answer(answer);
    await settled();
    expect(view.contribution).toMatchObject({ explanation: 'first', channel: 1, sum: 2 });
    view.askContribution('first', 1);
    expect([asked.length, activity.tasks]).toEqual([2, []]);
  });

  it('goes with its explanation, and a failure is told until the next question', async () => {
    const { last, view } = opened();
    view.askContribution('first', 0);
    last('channel.contribution').fail(new WorkbenchError('input-invalid', 'No longer held.'));
    await settled();
    expect(view.error?.message).toBe('No longer held.');
    view.askContribution('first', 1);
    expect(view.error).toBeNull();
    view.show(explanation({ id: 'second' }));
    last('channel.contribution').answer(answer);
    await settled();
    expect(view.contribution).toBeNull();
  });
});
