import { explain, runForward, type Explained } from '../../main/engine/explain.ts';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import { metricSubject } from '../../main/engine/metricSubject.ts';
import { metricOf } from '../../main/engine/metrics/index.ts';
import type { Metric, MetricSubject } from '../../main/engine/metrics/metric.ts';
import { openModel, type OpenModel } from '../../main/engine/model/openModel.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { SaliencyMap } from '../../shared/result.ts';
import { goldenInput, goldenPath, manifest, type GoldenCase } from './golden.ts';

export function goldenCase(id: string): GoldenCase {
  const found = manifest.cases.find((each) => each.id === id);
  if (!found) throw new Error(`There is no golden case ${id}.`);
  return found;
}

/** Explanations of golden cases as metrics see them; every model is opened once. */
export class MetricSubjects {
  readonly #models = new Map<string, Promise<OpenModel>>();

  async explained(golden: GoldenCase, method = 'lift-cam'): Promise<Explained> {
    const model = await this.#model(golden.onnx);
    const session = model.layer(golden.target);
    const tensor = goldenInput(golden);
    const image = { tensor, image: null, placement: null, decodeMilliseconds: 0 };
    const forward = await runForward(session, tensor);
    const targets = [{ class: { index: golden.class } }];
    const results = await explain(model, session, chooseMethod(method), image, forward, targets);
    return results[0] as Explained;
  }

  async subject(golden: GoldenCase, method = 'lift-cam'): Promise<MetricSubject> {
    const { signal } = new AbortController();
    return metricSubject(await this.explained(golden, method), null, signal);
  }

  async release(): Promise<void> {
    for (const model of this.#models.values()) (await model).release();
    this.#models.clear();
  }

  #model(onnx: string): Promise<OpenModel> {
    let model = this.#models.get(onnx);
    if (!model) {
      model = openModel(goldenPath(onnx), { provider: 'cpu', statuses: [] }, 1);
      this.#models.set(onnx, model);
    }
    return model;
  }
}

/** A map that is its own ReLU. */
export function mapOf(values: Float32Array, height: number, width: number): SaliencyMap {
  return { height, width, signed: values, relu: values };
}

/** Runs a metric with the parameters given and the defaults of the others. */
export function measure(id: string, subject: MetricSubject, params: object = {}): Promise<Measurement> {
  const metric: Metric = metricOf(id);
  return metric.run(subject, metric.params.parse(params));
}
