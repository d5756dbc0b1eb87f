import type { MethodEstimate, MethodInfo } from '../../shared/api.ts';
import { defaultParams, type Params } from '../../shared/params.ts';
import type { Client } from '../transport/connect.ts';
import { MEASURING_TIME, type Activity } from './activity.svelte.ts';

const NONE: Params = {};

/** The parameters that the person chose, method by method, and what each method would cost with them. */
export class MethodSettings {
  /** Milliseconds an explanation takes, by method; empty until they were asked for. */
  estimates = $state.raw<ReadonlyMap<string, MethodEstimate>>(new Map());
  /** What differs from the defaults, by method. */
  chosen = $state.raw<Readonly<Record<string, Params>>>({});
  readonly #client: Client;
  readonly #activity: Activity;
  #turn = 0;

  constructor(client: Client, activity: Activity) {
    this.#client = client;
    this.#activity = activity;
  }

  /** The parameters that differ from the method's defaults; the same object until one of them is changed. */
  chosenFor(method: string): Params {
    return this.chosen[method] ?? NONE;
  }

  /** All of the method's parameters, as a form shows them. */
  valuesFor({ id, params }: MethodInfo): Params {
    return { ...defaultParams(params), ...this.chosenFor(id) };
  }

  set({ id, params }: MethodInfo, name: string, value: Params[string]): void {
    const { [name]: _, ...others } = this.chosenFor(id);
    const isDefault = params.properties[name]?.default === value;
    this.chosen = { ...this.chosen, [id]: isDefault ? others : { ...others, [name]: value } };
  }

  /** Goes back to parameters that were chosen before. */
  take(method: string, params: Params): void {
    if (this.chosenFor(method) !== params) this.chosen = { ...this.chosen, [method]: params };
  }

  reset(method: string): void {
    const { [method]: _, ...others } = this.chosen;
    this.chosen = others;
  }

  /** Asks what the methods cost at a layer. Without an answer the picker shows no times, which costs nothing else. */
  async estimate(model: string, layer: string, methods: readonly MethodInfo[]): Promise<void> {
    const asked = methods.map(({ id }) => ({ method: id, params: this.chosenFor(id) }));
    const turn = ++this.#turn;
    const answers = await this.#activity
      .cancellable(MEASURING_TIME, (signal) =>
        this.#client.call('method.estimates', { model, layer, methods: asked }, signal),
      )
      .catch((): MethodEstimate[] => []);
    // Another layer or other parameters may have been asked about meanwhile.
    if (turn === this.#turn) this.estimates = new Map(answers.map((each) => [each.method, each]));
  }
}
