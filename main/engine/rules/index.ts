import { Add } from './Add.ts';
import { AveragePool } from './AveragePool.ts';
import { BatchNormalization } from './BatchNormalization.ts';
import { Clip } from './Clip.ts';
import { Concat } from './Concat.ts';
import { Conv } from './Conv.ts';
import { Flatten } from './Flatten.ts';
import { Gemm } from './Gemm.ts';
import { GlobalAveragePool } from './GlobalAveragePool.ts';
import { Identity } from './Identity.ts';
import { MatMul } from './MatMul.ts';
import { MaxPool } from './MaxPool.ts';
import { Mul } from './Mul.ts';
import { ReduceMean } from './ReduceMean.ts';
import { ReduceSum } from './ReduceSum.ts';
import { Relu } from './Relu.ts';
import { Reshape } from './Reshape.ts';
import { Sigmoid } from './Sigmoid.ts';
import { Squeeze } from './Squeeze.ts';
import { Sub } from './Sub.ts';
import { Transpose } from './Transpose.ts';
import { Unsqueeze } from './Unsqueeze.ts';
import type { Rule } from './support/rule.ts';

/** Every rule, one operator each. */
export const rules: readonly Rule[] = [
  Add,
  AveragePool,
  BatchNormalization,
  Clip,
  Concat,
  Conv,
  Flatten,
  Gemm,
  GlobalAveragePool,
  Identity,
  MatMul,
  MaxPool,
  Mul,
  ReduceMean,
  ReduceSum,
  Relu,
  Reshape,
  Sigmoid,
  Squeeze,
  Sub,
  Transpose,
  Unsqueeze,
];

const byOperator = new Map(rules.map((rule) => [rule.op, rule]));

/** Gives the rule for an operator of the standard domain. */
export type RuleSource = (op: string) => Rule | undefined;

export const ruleFor: RuleSource = (op) => byOperator.get(op);
