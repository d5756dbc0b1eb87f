import type { Classifier } from '../classifier.ts';
import { DataType } from '../onnx/constant.ts';
import { dependents } from '../passes/dependence.ts';
import { lowerComposites } from '../passes/lowerComposites.ts';
import { Attention } from '../rules/Attention.ts';
import { GlobalLpPool } from '../rules/GlobalLpPool.ts';
import { GroupNormalization } from '../rules/GroupNormalization.ts';
import { LpNormalization } from '../rules/LpNormalization.ts';
import { LpPool } from '../rules/LpPool.ts';
import { MeanVarianceNormalization } from '../rules/MeanVarianceNormalization.ts';
import { RMSNormalization } from '../rules/RMSNormalization.ts';
import { Swish } from '../rules/Swish.ts';
import { composite } from '../rules/support/composite.ts';
import type { CompositeRule } from '../rules/support/rule.ts';
import { hasLaterForm } from './oldestOpset.ts';
import { Celu, Gelu, Mish } from './spellings/activations.ts';
import { AveragePool, Pad, Resize } from './spellings/laterForms.ts';
import { Acosh, Cosh, Sinh, Tan } from './spellings/trigonometry.ts';

/** y = (a + b + ...) / n. */
const Mean = composite('Mean', 13, 'all', (tape) => {
  const { inputs } = tape.node;
  return tape.each('Mul', [tape.each('Sum', inputs), tape.builder.scalar(1 / inputs.length)]);
});

/** y = x in the type of a constant. */
const CastLike = composite('CastLike', 15, [0], (tape) =>
  tape.each('Cast', [tape.input(0)], { to: tape.requireConstant(1, 'type').dtype }),
);

const byOperator = (...spellings: readonly CompositeRule[]) =>
  new Map(spellings.map((rule) => [rule.op, rule]));

/**
 * Operators for which ONNX Runtime has no CUDA kernel, or which would hold the file at an operator set in which it has
 * few, and the simpler ones that they stand for.
 */
const SPELLINGS = byOperator(
  ...[Celu, Gelu, Mish, Swish, Tan, Sinh, Cosh, Acosh, Mean, CastLike, Attention],
  ...[GroupNormalization, LpNormalization, MeanVarianceNormalization, RMSNormalization, LpPool, GlobalLpPool],
);
const LATER_FORMS = byOperator(AveragePool, Pad, Resize);

/** The same classifier in operators that run on CUDA, so that no tensor leaves the device on the way. */
export function spellOut(classifier: Classifier): Classifier {
  const { model, shapes, input, opset } = classifier;
  const varying = dependents(model.graph, [input.name]);
  const spelt = lowerComposites(model.graph, shapes, varying, opset, DataType.float32, (op, node) =>
    (hasLaterForm(node) ? LATER_FORMS : SPELLINGS).get(op),
  );
  return { ...classifier, model: { ...model, graph: spelt.graph }, shapes: spelt.shapes };
}
