import type { ErrorData } from '../../shared/errors.ts';
import type { ChannelContribution, Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import type { Channels } from './channels.svelte.ts';
import { failureToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';

/** What lies on the photo while no channel is pointed at: the saliency map, or a picture of the channel looked at. */
export type OnPhoto = 'map' | 'activation' | 'contribution';

interface Question {
  /** Explanation id. */
  readonly explanation: string;
  readonly channel: number;
}

interface ChosenChannel {
  readonly model: string;
  readonly layer: string;
  readonly channel: number;
}

/** The one channel that the inspector tells of: which it is, where it contributes, and what of it lies on the photo. */
export class ChannelView {
  onPhoto = $state<OnPhoto>('map');
  /** The contribution that came last; it names its explanation and channel. */
  contribution = $state.raw<(Question & ChannelContribution) | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** The channel pointed at, or chosen; until one is, that of the largest weight. Null where nothing is explained. */
  readonly channel = $derived.by(() => {
    const { explanation, hovered, selected, strongest } = this.#channels;
    if (!explanation) return null;
    return hovered ?? selected ?? strongest[0] ?? null;
  });
  /** The picture of a channel that lies on the photo in place of the saliency map. */
  readonly laid = $derived.by(() => {
    const { onPhoto, channel } = this;
    if (channel === null || (onPhoto === 'map' && this.#channels.hovered === null)) return null;
    return { kind: onPhoto === 'contribution' ? onPhoto : 'activation', channel } as const;
  });
  readonly #channels: Channels;
  readonly #contributions: LatestWins<Question, Question & ChannelContribution>;
  #chosen: ChosenChannel | null = null;

  constructor(client: Client, activity: Activity, channels: Channels) {
    this.#channels = channels;
    const ask = async (question: Question) => ({
      ...question,
      ...(await activity.during('Finding where a channel contributes', () =>
        client.call('channel.contribution', { ...question }),
      )),
    });
    this.#contributions = new LatestWins(ask, {
      answered: (contribution) => (this.contribution = contribution),
      failed: (error) => (this.error = failureToShow(error)),
    });
  }

  /** Shows another explanation; a channel that was chosen stays chosen on the next photo at the same layer. */
  show(explanation: Explanation | null): void {
    const { explanation: before, selected } = this.#channels;
    if (before)
      this.#chosen =
        selected === null ? null : { model: before.model, layer: before.layer, channel: selected };
    this.#channels.show(explanation);
    if (explanation && this.#chosen?.model === explanation.model && this.#chosen.layer === explanation.layer)
      this.#channels.selected = this.#chosen.channel;
    this.#contributions.drop();
    this.contribution = null;
    this.error = null;
  }

  /** Asks where a channel contributes, unless that is what came last. */
  askContribution(explanation: string, channel: number): void {
    const { contribution } = this;
    if (contribution?.explanation === explanation && contribution.channel === channel) return;
    this.error = null;
    this.#contributions.push({ explanation, channel });
  }
}
