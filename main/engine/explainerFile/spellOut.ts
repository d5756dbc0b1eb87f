import type { Classifier } from '../classifier.ts';
import { DataType } from '../onnx/constant.ts';
import { floatAttribute } from '../onnx/ir.ts';
import { dependents } from '../passes/dependence.ts';
import { lowerComposites } from '../passes/lowerComposites.ts';
import { GlobalLpPool } from '../rules/GlobalLpPool.ts';
import { GroupNormalization } from '../rules/GroupNormalization.ts';
import { LpNormalization } from '../rules/LpNormalization.ts';
import { LpPool } from '../rules/LpPool.ts';
import { MeanVarianceNormalization } from '../rules/MeanVarianceNormalization.ts';
import { Swish } from '../rules/Swish.ts';
import { composite } from '../rules/support/composite.ts';
import type { CompositeRule } from '../rules/support/rule.ts';

/** y = alpha Elu(x / alpha). */
const Celu = composite('Celu', 12, [0], (tape) => {
  const alpha = floatAttribute(tape.node, 'alpha', 1);
  const scaled = tape.each('Mul', [tape.input(0), tape.builder.scalar(1 / alpha)]);
  return tape.each('Mul', [tape.each('Elu', [scaled]), tape.builder.scalar(alpha)]);
});

/** y = x tanh(softplus x). */
const Mish = composite('Mish', 18, [0], (tape) => {
  const x = tape.input(0);
  return tape.each('Mul', [x, tape.each('Tanh', [tape.each('Softplus', [x])])]);
});

/** y = (a + b + ...) / n. */
const Mean = composite('Mean', 13, 'all', (tape) => {
  const { inputs } = tape.node;
  return tape.each('Mul', [tape.each('Sum', inputs), tape.builder.scalar(1 / inputs.length)]);
});

/** Operators for which ONNX Runtime has no CUDA kernel, and the simpler ones that they stand for. */
const SPELLINGS = new Map<string, CompositeRule>(
  [
    Celu,
    GlobalLpPool,
    GroupNormalization,
    LpNormalization,
    LpPool,
    Mean,
    MeanVarianceNormalization,
    Mish,
    Swish,
  ].map((rule) => [rule.op, rule]),
);

/** The same classifier in operators that run on CUDA, so that no tensor leaves the device on the way. */
export function spellOut(classifier: Classifier): Classifier {
  const { model, shapes, input, opset } = classifier;
  const varying = dependents(model.graph, [input.name]);
  const spelt = lowerComposites(model.graph, shapes, varying, opset, DataType.float32, (op) =>
    SPELLINGS.get(op),
  );
  return { ...classifier, model: { ...model, graph: spelt.graph }, shapes: spelt.shapes };
}
