import { intAttribute, stringAttribute, type Node } from '../../onnx/ir.ts';
import { imagesFirst, spellsOut } from './alongAxes.ts';
import { parseEquation } from '../../rules/support/equation.ts';
import { outputDims, type Context, type Step } from './step.ts';

/** The batch may be a stacking dimension, the rows of the first factor or the columns of the second, not what is summed over. */
export function matMul(node: Node, context: Context): Step {
  const ranks = node.inputs.map((name) => context.dims(name).length);
  // A factor that is a vector takes an axis from the result: the row of a first one, the column of a second.
  const rank = outputDims(node, context).length + ranks.filter((each) => each === 1).length;
  let found: number | undefined;
  for (const [position, name] of node.inputs.entries()) {
    const axis = context.axes.get(name);
    if (axis === undefined) continue;
    const length = ranks[position] as number;
    const isStacking = axis < length - 2;
    const isRow = position === 0 && axis === length - 2;
    const isColumn = position === 1 && length > 1 && axis === length - 1;
    const aligned = rank - length + axis;
    if ((!isStacking && !isRow && !isColumn) || (found !== undefined && found !== aligned)) return undefined;
    found = aligned;
  }
  if (found === undefined) return undefined;
  const isStacked = found < rank - 2;
  if (isStacked && spellsOut(node, context, rank - found)) return undefined;
  return { axis: ranks[0] === 1 && !isStacked ? found - 1 : found };
}

/** The rows of the first factor are the images. */
export function gemm(node: Node, context: Context): Step {
  return intAttribute(node, 'transA', 0) === 1 ? undefined : imagesFirst(node, context);
}

/** The batch is one letter, in every factor that has a batch and in the result, and in no other factor. */
export function einsum(node: Node, context: Context): Step {
  const shapes = node.inputs.map((name) => context.dims(name));
  const equation = parseEquation(stringAttribute(node, 'equation', ''), shapes);
  if (!equation) return undefined;
  const letters = node.inputs.map((name, index) => {
    const axis = context.axes.get(name);
    return axis === undefined ? undefined : equation.factors[index]?.[axis];
  });
  const [letter, ...rest] = new Set(letters.filter((each) => each !== undefined));
  if (letter === undefined || rest.length > 0) return undefined;
  const isElsewhere = letters.some(
    (each, index) => each === undefined && equation.factors[index]?.includes(letter),
  );
  const axis = equation.result.indexOf(letter);
  return isElsewhere || axis < 0 ? undefined : { axis };
}

/** Query, key and value all come with the images first; a mask is the same for all of them. */
export function attention(node: Node, context: Context): Step {
  const isFirst = node.inputs.slice(0, 3).every((name) => context.axes.get(name) === 0);
  const isMasked = context.axes.has(node.inputs[3] ?? '');
  const masks = context.dims(node.inputs[3] ?? '');
  return isFirst && !isMasked && (masks.length < 4 || masks[0] === 1) ? { axis: 0 } : undefined;
}
