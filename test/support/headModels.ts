import { Builder } from '../../main/engine/onnx/builder.ts';
import { DataType, float32Constant } from '../../main/engine/onnx/constant.ts';
import type { Model } from '../../main/engine/onnx/ir.ts';
import { elementCount } from '../../shared/tensor.ts';
import { spread } from './random.ts';
import { modelOf } from './smallModel.ts';

/** A classifier as a test puts it together: one trunk on an image, and outputs made of its features. */
export class HeadModel {
  readonly builder: Builder;
  /** Activation [1, 8, H, W]. */
  readonly trunk: string;
  /** Its means [1, 8]. */
  readonly features: string;
  readonly #input: { name: string; dtype: number; dims: readonly (number | string)[] };
  readonly #outputs: { name: string; dtype: number; dims: null }[] = [];

  constructor(dims: readonly (number | string)[]) {
    this.#input = { name: 'image', dtype: DataType.float32, dims };
    const channels = Number(dims[1]);
    this.builder = new Builder({ nodes: [], constants: new Map(), inputs: [this.#input] });
    this.trunk = this.builder.node('Relu', [
      this.builder.node('Conv', ['image', this.weights(8, channels, 3, 3)]),
    ]);
    const pooled = this.builder.node('GlobalAveragePool', [this.trunk]);
    this.features = this.builder.node('Flatten', [pooled]);
  }

  weights(...dims: number[]): string {
    return this.builder.constant(float32Constant(dims, spread(elementCount(dims), 3)));
  }

  linear(from: string, inputs: number, classes: number): string {
    return this.builder.node('Gemm', [from, this.weights(inputs, classes)]);
  }

  output(name: string, tensor: string, dtype: number = DataType.float32): void {
    this.builder.append({
      op: 'Identity',
      domain: '',
      name,
      inputs: [tensor],
      outputs: [name],
      attributes: new Map(),
      metadata: new Map(),
    });
    this.#outputs.push({ name, dtype, dims: null });
  }

  model(): Model {
    return modelOf(18, this.builder.graph('heads', [this.#input], this.#outputs));
  }
}

/** Outputs `features` [N, 8] and `scores` [N, 3], for images of any size. */
export function twoHeads(): Model {
  const heads = new HeadModel(['N', 3, 'height', 'width']);
  heads.output('features', heads.features);
  heads.output('scores', heads.linear(heads.features, 8, 3));
  return heads.model();
}
