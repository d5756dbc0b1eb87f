import type { Measurement } from '../../shared/measurement.ts';
import type { Explanation } from '../../shared/result.ts';
import type { Client } from '../transport/connect.ts';
import type { Activity } from './activity.svelte.ts';
import { CompareCell, CompareColumn } from './compareCell.svelte.ts';
import { CompareChoice, REFERENCE, type CompareScene, type CompareSubject } from './compareChoice.svelte.ts';
import { CurrentJob } from './currentJob.ts';
import type { Subject } from './explanations.svelte.ts';
import { failureToShow } from './failure.ts';
import { explainBeside } from './subjects.ts';

/** Told which share of a step is done. */
type Came = (share: number) => void;
type Step = (came: Came) => Promise<void>;

/** What the viewer is asked to show. */
export type ShownSubject = Pick<Subject, 'image' | 'layer' | 'method' | 'target'>;

/** A grid of maps, methods by classes or by photos, filled cell by cell. */
export class Compare {
  /** What the next grid will hold. */
  readonly choice: CompareChoice;
  columns = $state.raw<readonly CompareColumn[]>([]);
  cells = $state.raw<readonly CompareCell[]>([]);
  /** The metrics of the grid as it was started. */
  shownMetrics = $state.raw<readonly string[]>([]);
  running = $state(false);
  subject = $state.raw<CompareSubject | null>(null);
  /** The methods of the grid as it was started. */
  readonly rows = $derived([...new Set(this.cells.map(({ method }) => method))]);
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #job = new CurrentJob();
  #turn = 0;

  constructor(client: Client, activity: Activity, scene: CompareScene) {
    this.#client = client;
    this.#activity = activity;
    this.choice = new CompareChoice(scene);
  }

  cellsOf(method: string): readonly CompareCell[] {
    return this.cells.filter((cell) => cell.method === method);
  }

  /** What a cell shows, to be shown in the viewer too; null where its grid has been dropped. */
  subjectOf({ method, column: { image, target } }: CompareCell): ShownSubject | null {
    return this.subject && { image, layer: this.subject.layer, method, target };
  }

  /** Fills a new grid of what is chosen: the maps of every column first, then their metrics. */
  async start(): Promise<void> {
    const { subject, methods, metrics } = this.choice;
    if (!subject) return;
    this.cancel();
    const columns = this.choice.columns.map((choice) => new CompareColumn(choice));
    this.subject = subject;
    this.columns = columns;
    this.shownMetrics = metrics;
    this.cells = methods.flatMap((method) => columns.map((column) => new CompareCell(method, column)));
    const steps = [
      ...columns.flatMap((column) => [
        ...(subject.affine ? [this.#findingShap(column)] : []),
        ...this.cells.filter((cell) => cell.column === column).map((cell) => this.#explaining(cell)),
      ]),
      ...this.cells.flatMap((cell) => metrics.map((metric) => () => this.#measure(cell, metric))),
    ];
    await this.#work('Comparing methods', steps);
  }

  /** Does once more what failed in a cell. */
  async runAgain(cell: CompareCell): Promise<void> {
    cell.clear();
    const measures = this.shownMetrics.map((metric) => () => this.#measure(cell, metric));
    await this.#work('Comparing methods', [this.#explaining(cell), ...measures]);
  }

  /** Looks once more for the Shapley values of a column that failed. */
  async findShapAgain(column: CompareColumn): Promise<void> {
    await this.#work('Finding Shapley values', [this.#findingShap(column)]);
  }

  /** Samples the Shapley values of every column, where they have no closed form. */
  async sampleShap(): Promise<void> {
    const missing = this.columns.filter((column) => !column.shap);
    await this.#work(
      'Sampling Shapley values',
      missing.map((column) => this.#findingShap(column)),
    );
  }

  cancel(): void {
    this.#turn += 1;
    this.#job.cancel();
    this.running = false;
  }

  /** Drops a grid of another model or engine, whose explanations are no longer held. */
  clear(): void {
    this.cancel();
    this.columns = [];
    this.cells = [];
    this.subject = null;
  }

  async #work(label: string, steps: readonly Step[]): Promise<void> {
    this.cancel();
    const turn = this.#turn;
    this.running = true;
    const task = this.#activity.begin(label, () => this.cancel());
    for (const [index, step] of steps.entries()) {
      const came = (share: number) => (task.progress = (index + share) / steps.length);
      await step(came);
      if (turn !== this.#turn) break;
      came(1);
    }
    this.#activity.end(task);
    if (turn === this.#turn) this.running = false;
  }

  #explaining(cell: CompareCell): Step {
    return async (came) => {
      try {
        cell.explanation = await this.#explanationBy(cell.method, cell.column, came);
      } catch (error) {
        cell.error = failureToShow(error);
      }
    };
  }

  #findingShap(column: CompareColumn): Step {
    return async (came) => {
      column.shapError = null;
      try {
        const reference = await this.#explanationBy(REFERENCE, column, came);
        column.shap = reference?.alpha ?? null;
        column.shapNote = reference?.note ?? null;
      } catch (error) {
        column.shapError = failureToShow(error);
      }
    };
  }

  async #explanationBy(
    method: string,
    { image, target }: CompareColumn,
    came: Came,
  ): Promise<Explanation | null> {
    const { subject } = this;
    if (!subject) return null;
    const { model, layer, paramsOf } = subject;
    const asked = { model, image, layer, method, params: paramsOf(method), target };
    return explainBeside(this.#client, this.#job, asked, ({ done, total }) => {
      if (total > 0) came(done / total);
    });
  }

  async #measure(cell: CompareCell, metric: string): Promise<void> {
    const { explanation } = cell;
    if (!explanation) return;
    try {
      const measured = await this.#job.run<never, Measurement>(
        (onEvent) => this.#client.start('metric', { explanation: explanation.id, metric }, onEvent),
        () => undefined,
      );
      if (measured) cell.note(metric, measured);
    } catch (error) {
      cell.fail(metric, failureToShow(error));
    }
  }
}
