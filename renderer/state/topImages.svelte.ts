import type { EngineJobs } from '../../shared/api.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type {
  ChannelStatistic,
  ChannelTopImages,
  TopImagesProgress,
  TopImagesSubject,
} from '../../shared/topImages.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import { failureToShow, lossToShow } from './failure.ts';
import { LatestWins } from './latestWins.ts';

type Event = EngineJobs['topImages']['event'];

interface Question {
  readonly subject: TopImagesSubject;
  readonly channel: number;
  readonly by: ChannelStatistic;
}

/** The images of the open folder that activate a channel most. They are looked for when the person asks. */
export class TopImages {
  by = $state<ChannelStatistic>('maximum');
  running = $state(false);
  /** How far the search at this layer has come; null where there was none. */
  progress = $state.raw<TopImagesProgress | null>(null);
  /** Milliseconds to go; null while that cannot be told. */
  left = $state<number | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** Set when the engine that searched has ended: what came of it stays in the window, and a search begins anew. */
  interrupted = $state(false);
  /** What came last, with the question that it answers. */
  #found = $state.raw<(Question & Pick<ChannelTopImages, 'images'>) | null>(null);
  #subject = $state.raw<TopImagesSubject | null>(null);
  #channel = $state<number | null>(null);
  /** Images of the channel on show, best first; null while they are not known. */
  readonly images = $derived.by(() => {
    const found = this.#found;
    return found?.channel === this.#channel && found.by === this.by ? found.images : null;
  });
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #job = new CurrentJob();
  #asking = false;
  readonly #questions: LatestWins<Question, { question: Question; answer: ChannelTopImages | null }>;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
    const ask = async (question: Question) => {
      const { subject, channel, by } = question;
      this.#asking = true;
      try {
        return { question, answer: await client.call('topImages.held', { ...subject, channel, by }) };
      } finally {
        this.#asking = false;
      }
    };
    this.#questions = new LatestWins(ask, {
      answered: ({ question, answer }) => this.#take(question, answer),
      failed: (error) => (this.error = failureToShow(error)),
    });
  }

  /** Turns to a channel. Another model, layer or folder ends a search; what it found stays held by the engine. */
  show(subject: TopImagesSubject, channel: number): void {
    if (!isSame(subject, this.#subject)) this.#turnTo(subject);
    this.#channel = channel;
    this.#ask();
  }

  choose(by: ChannelStatistic): void {
    this.by = by;
    this.#ask();
  }

  /** @param resume goes on where a search was stopped; otherwise it begins anew, as the folder is now */
  async start(resume: boolean): Promise<void> {
    const subject = this.#subject;
    if (!subject) return;
    this.running = true;
    this.interrupted = false;
    this.error = null;
    this.left = null;
    const task = this.#activity.begin('Looking for the best images', () => this.stop());
    try {
      const progress = await this.#job.run(
        (onEvent) => this.#client.start('topImages', { ...subject, resume }, onEvent),
        ({ millisecondsLeft, ...progress }: Event) => {
          this.progress = progress;
          this.left = millisecondsLeft;
          task.progress = progress.total === null ? null : progress.done / Math.max(1, progress.total);
          task.left = millisecondsLeft;
          // A question under way is left alone: progress that comes faster than answers would outdate them all.
          if (!this.#asking) this.#ask();
        },
      );
      if (!progress) return;
      this.progress = progress;
      this.running = false;
      this.#ask();
    } catch (error) {
      this.running = false;
      this.error = failureToShow(error);
      this.interrupted = lossToShow(error) !== null && this.error === null;
    } finally {
      this.#activity.end(task);
    }
  }

  /** Stops and keeps what is found. */
  stop(): void {
    this.#job.cancel();
    this.running = false;
    this.#ask();
  }

  #turnTo(subject: TopImagesSubject): void {
    this.#job.cancel();
    this.#questions.drop();
    this.#subject = subject;
    this.#found = null;
    this.running = false;
    this.progress = null;
    this.interrupted = false;
    this.error = null;
  }

  #ask(): void {
    if (this.#subject && this.#channel !== null)
      this.#questions.push({ subject: this.#subject, channel: this.#channel, by: this.by });
  }

  #take(question: Question, answer: ChannelTopImages | null): void {
    // An engine that holds nothing of what is known here is another one; one that was only out of reach holds it still.
    this.interrupted = !answer && (this.interrupted || (this.progress !== null && !this.running));
    if (this.interrupted) return;
    this.#found = answer && { ...question, images: answer.images };
    if (!this.running) this.progress = answer?.progress ?? null;
  }
}

function isSame(a: TopImagesSubject, b: TopImagesSubject | null): boolean {
  return a.model === b?.model && a.layer === b.layer && a.folder === b.folder;
}
