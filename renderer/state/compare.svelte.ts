import type { ErrorData } from '../../shared/errors.ts';
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
  /** Set when the engine or the connection to it was lost while it ran. */
  interrupted = $state(false);
  subject = $state.raw<CompareSubject | null>(null);
  /** The methods of the grid as it was started. */
  readonly rows = $derived([...new Set(this.cells.map(({ method }) => method))]);
  /** Whether something of the grid was neither done nor refused. */
  readonly unfinished = $derived(
    !this.running &&
      (this.cells.some(
        (cell) => cell.lacksMap || (cell.explanation && cell.lacking(this.shownMetrics).length > 0),
      ) ||
        this.columns.some((column) => this.#lacksShap(column))),
  );
  readonly #client: Client;
  readonly #activity: Activity;
  readonly #job = new CurrentJob();
  /** Cells whose explanation the engine can be asked about: it forgets them all when it ends or opens a model. */
  #held = new WeakSet<CompareCell>();
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

  /** Fills a new grid of what is chosen. */
  async start(): Promise<void> {
    const { subject, methods, metrics } = this.choice;
    if (!subject) return;
    this.cancel();
    const columns = this.choice.columns.map((choice) => new CompareColumn(choice));
    this.subject = subject;
    this.columns = columns;
    this.shownMetrics = metrics;
    this.cells = methods.flatMap((method) => columns.map((column) => new CompareCell(method, column)));
    await this.goOn();
  }

  /** Does what the grid lacks: the maps of every column first, then their metrics. */
  async goOn(): Promise<void> {
    const steps = [
      ...this.columns.flatMap((column) => [
        ...(this.#lacksShap(column) ? [this.#findingShap(column)] : []),
        ...this.cells
          .filter((cell) => cell.column === column && cell.lacksMap)
          .map((cell) => this.#explaining(cell)),
      ]),
      ...this.cells.flatMap((cell) =>
        cell.lacking(this.shownMetrics).map((metric) => () => this.#measure(cell, metric)),
      ),
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

  /** The engine or the connection to it was lost: what is drawn stays, and the rest can be gone on with. */
  interrupt(): void {
    this.interrupted ||= this.running;
    this.cancel();
    this.forget();
    // The next one may run on another provider.
    for (const part of [...this.cells, ...this.columns]) part.forget('provider-failed');
  }

  /** The engine may have forgotten its explanations: what is still to be measured is explained once more. */
  forget(): void {
    this.#held = new WeakSet();
  }

  /** Drops a grid of another model. */
  clear(): void {
    this.cancel();
    this.interrupted = false;
    this.columns = [];
    this.cells = [];
    this.subject = null;
  }

  async #work(label: string, steps: readonly Step[]): Promise<void> {
    this.cancel();
    const turn = this.#turn;
    this.running = true;
    this.interrupted = false;
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

  #lacksShap({ shap, shapError }: CompareColumn): boolean {
    return this.subject?.affine === true && !shap && !shapError;
  }

  /** What to tell of a step that failed: nothing where it was interrupted, and all that were to follow with it. */
  #failureOf(error: unknown): ErrorData | null {
    const failure = failureToShow(error);
    if (!failure) this.interrupt();
    return failure;
  }

  #explaining(cell: CompareCell): Step {
    return async (came) => {
      try {
        await this.#heldOf(cell, came);
      } catch (error) {
        cell.error = this.#failureOf(error);
      }
    };
  }

  /** A cell's explanation, which the engine holds; null when it was superseded. */
  async #heldOf(cell: CompareCell, came: Came): Promise<Explanation | null> {
    if (this.#held.has(cell)) return cell.explanation;
    const explanation = await this.#explanationBy(cell.method, cell.column, came);
    if (!explanation) return null;
    cell.explanation = explanation;
    this.#held.add(cell);
    return explanation;
  }

  #findingShap(column: CompareColumn): Step {
    return async (came) => {
      column.shapError = null;
      try {
        const reference = await this.#explanationBy(REFERENCE, column, came);
        column.shap = reference?.alpha ?? null;
        column.shapNote = reference?.note ?? null;
      } catch (error) {
        column.shapError = this.#failureOf(error);
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
    const { model, layer, params } = subject;
    const asked = { model, image, layer, method, params: params.get(method) ?? {}, target };
    return explainBeside(this.#client, this.#job, asked, ({ done, total }) => {
      if (total > 0) came(done / total);
    });
  }

  async #measure(cell: CompareCell, metric: string): Promise<void> {
    if (!cell.explanation) return;
    try {
      const explanation = await this.#heldOf(cell, () => undefined);
      if (!explanation) return;
      const measured = await this.#job.run<never, Measurement>(
        (onEvent) => this.#client.start('metric', { explanation: explanation.id, metric }, onEvent),
        () => undefined,
      );
      if (measured) cell.note(metric, measured);
    } catch (error) {
      cell.fail(metric, this.#failureOf(error));
    }
  }
}
