import type { ErrorData } from '../../shared/errors.ts';
import { orderedChannels } from '../../shared/figure/barChart.ts';
import { recombine } from '../../shared/figure/channelMap.ts';
import type { FigureSpec } from '../../shared/figure/figureSpec.ts';
import type { CoalitionValue, Explanation, SaliencyMap } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { additivePrediction } from './additivePrediction.ts';
import { isSamePlace, KeptEdits, type ChannelEdits, type ChannelPlace } from './channelEdits.ts';
import * as selection from './channelSelection.ts';
import { failureToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';

export type ChannelOrder = FigureSpec['bars']['order'];
export type ChannelView = 'bars' | 'waterfall' | 'table';

interface Question {
  readonly explanation: string;
  readonly absent: readonly number[];
}

/** Channels of the explanation on show: which are switched off, and what the rest is worth. */
export class Channels {
  explanation = $state.raw<Explanation | null>(null);
  history = $state.raw<selection.SelectionHistory>(selection.UNTOUCHED);
  view = $state<ChannelView>('bars');
  order = $state<ChannelOrder>('magnitude');
  /** How many bars are drawn; Infinity for all. */
  shownCount = $state(20);
  /** Channel under the pointer or the keyboard's focus; its activation is shown on the photo. */
  hovered = $state<number | null>(null);
  /** Channel whose numbers the inspector shows. */
  selected = $state<number | null>(null);
  /** The channels that were last chosen together, by a click, a range, a box or a search. */
  marked = $state.raw<readonly number[]>([]);
  /** The channel that was last searched for, anew with each search; drawn even where it is not among the first. */
  sought = $state.raw<{ readonly channel: number } | null>(null);
  /** v(S) of the present channels as the model itself computes it; null while it is not known. */
  value = $state.raw<CoalitionValue | null>(null);
  error = $state.raw<ErrorData | null>(null);

  readonly absent = $derived(this.history.absent);
  readonly alpha = $derived(this.explanation?.alpha ?? null);
  /** All channels, those of the largest weights first. */
  readonly strongest = $derived(this.#orderedBy('magnitude'));
  /** All channels in the order chosen. */
  readonly ordered = $derived(this.order === 'magnitude' ? this.strongest : this.#orderedBy(this.order));
  /** Those drawn as bars: the first ones, then the one sought, which comes later in any order. */
  readonly bars = $derived.by(() => {
    const first = this.ordered.slice(0, this.shownCount);
    const channel = this.sought?.channel;
    return channel === undefined || first.includes(channel) ? first : [...first, channel];
  });
  /** The map of the present channels, recombined here without waiting for the engine. */
  readonly map = $derived.by<SaliencyMap | null>(() => {
    const { explanation, alpha, absent } = this;
    if (!explanation) return null;
    if (!alpha || absent.size === 0) return explanation.map;
    const [, height, width] = explanation.layerShape;
    return { height, width, ...recombine(explanation.activation, explanation.layerShape, alpha, absent) };
  });
  /** Base plus the weights of the present channels; null where the method's weights do not add up to the score. */
  readonly additive = $derived(
    this.explanation && this.alpha && this.explanation.residual !== null
      ? additivePrediction(this.explanation.base, this.alpha, this.absent)
      : null,
  );
  readonly #values: LatestWins<Question, CoalitionValue>;
  /** Where `history`, `selected` and `marked` belong: to the explanation on show, or to the last one while there is none. */
  #place = $state.raw<ChannelPlace | null>(null);
  readonly #kept = new KeptEdits();

  constructor(client: Client, activity: Activity) {
    const ask = ({ explanation, absent }: Question) =>
      activity.during('Running the channels that are on', () =>
        client.call('coalition.value', { explanation, absent: [...absent] }),
      );
    this.#values = new LatestWins(ask, {
      answered: (value) => (this.value = value),
      failed: (error) => (this.error = failureToShow(error)),
    });
  }

  /** Has channels switched off and one chosen as in the last session, once that place is shown. */
  restore(place: ChannelPlace, absent: readonly number[], selected: number | null): void {
    const history = selection.edit(selection.UNTOUCHED, new Set(absent));
    this.#kept.keep(place, { history, selected, marked: [] });
  }

  /** What is done with the channels of a place, on show or not. */
  editsAt(place: ChannelPlace): ChannelEdits {
    if (!this.#place || !isSamePlace(this.#place, place)) return this.#kept.at(place);
    const { history, selected, marked } = this;
    return { history, selected, marked };
  }

  /**
   * Shows another explanation, or none for a while. Of the same photo, model and layer the channels are the same, so what the
   * person switched off stays off; in another place it is as it was left there.
   */
  show(explanation: Explanation | null): void {
    this.explanation = explanation;
    this.hovered = null;
    if (explanation && !(this.#place && isSamePlace(this.#place, explanation))) this.#turnTo(explanation);
    this.#evaluate();
  }

  #orderedBy(order: ChannelOrder): number[] {
    return this.alpha ? orderedChannels(this.alpha, order, this.alpha.length) : [];
  }

  #turnTo({ model, layer, image, layerShape: [count] }: Explanation): void {
    if (this.#place) this.#kept.keep(this.#place, this.editsAt(this.#place));
    const place = { model, layer, image };
    const { history, selected, marked } = this.#kept.at(place);
    // A session may be of a file that had more channels.
    const within = [...history.absent].filter((channel) => channel < count);
    this.#place = place;
    this.history =
      within.length === history.absent.size ? history : selection.edit(selection.UNTOUCHED, new Set(within));
    this.selected = selected !== null && selected < count ? selected : null;
    this.marked = marked;
    this.sought = null;
  }

  /** A weight's share of the evidence; null where the method's weights are no shares of it, or there is none. */
  share(weight: number): number | null {
    const { explanation } = this;
    if (!explanation || explanation.residual === null) return null;
    const evidence = explanation.score - explanation.base;
    return evidence === 0 ? null : weight / evidence;
  }

  /** Switches each channel off or on, and shows the map that results instead of a channel's activation. */
  toggle(...channels: number[]): void {
    this.hovered = null;
    this.#edit(selection.toggled(this.absent, channels));
  }

  /** Chooses channels together and switches each off or on; the last one's numbers are shown. */
  toggleMarked(channels: readonly number[]): void {
    this.marked = channels;
    this.selected = channels.at(-1) ?? this.selected;
    this.toggle(...channels);
  }

  /** Chooses a channel and has it shown in every view. */
  seek(channel: number): void {
    this.sought = { channel };
    this.selected = channel;
    this.marked = [channel];
    this.hovered = null;
  }

  keepOnly(channels: Iterable<number>): void {
    this.#edit(selection.keptOnly(channels, this.alpha?.length ?? 0));
  }

  invert(): void {
    this.#edit(selection.inverted(this.absent, this.alpha?.length ?? 0));
  }

  reset(): void {
    this.#edit(new Set());
  }

  undo(): void {
    if (this.alpha) this.#become(selection.undo(this.history));
  }

  redo(): void {
    if (this.alpha) this.#become(selection.redo(this.history));
  }

  /** Asks for the value of the present channels once more. */
  askAgain(): void {
    this.#evaluate();
  }

  #edit(absent: ReadonlySet<number>): void {
    if (this.alpha) this.#become(selection.edit(this.history, absent));
  }

  #become(history: selection.SelectionHistory): void {
    if (history === this.history) return;
    this.history = history;
    this.#evaluate();
  }

  #evaluate(): void {
    const { explanation } = this;
    this.#values.drop();
    this.value = null;
    this.error = null;
    if (!explanation?.alpha) return;
    if (this.absent.size === 0) {
      this.value = { score: explanation.score, probability: explanation.target.class.probability };
      return;
    }
    this.#values.push({ explanation: explanation.id, absent: selection.sortedList(this.absent) });
  }
}
