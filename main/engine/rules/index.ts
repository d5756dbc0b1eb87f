import { Abs } from './Abs.ts';
import { Acos } from './Acos.ts';
import { Acosh } from './Acosh.ts';
import { Add } from './Add.ts';
import { Asin } from './Asin.ts';
import { Asinh } from './Asinh.ts';
import { Atan } from './Atan.ts';
import { Atanh } from './Atanh.ts';
import { Attention } from './Attention.ts';
import { AveragePool } from './AveragePool.ts';
import { BatchNormalization } from './BatchNormalization.ts';
import { Cast } from './Cast.ts';
import { CastLike } from './CastLike.ts';
import { Celu } from './Celu.ts';
import { Clip } from './Clip.ts';
import { Compress } from './Compress.ts';
import { Concat } from './Concat.ts';
import { Conv } from './Conv.ts';
import { ConvTranspose } from './ConvTranspose.ts';
import { Cos } from './Cos.ts';
import { Cosh } from './Cosh.ts';
import { CumSum } from './CumSum.ts';
import { DepthToSpace } from './DepthToSpace.ts';
import { Div } from './Div.ts';
import { Dropout } from './Dropout.ts';
import { Einsum } from './Einsum.ts';
import { Elu } from './Elu.ts';
import { Erf } from './Erf.ts';
import { Exp } from './Exp.ts';
import { Expand } from './Expand.ts';
import { Flatten } from './Flatten.ts';
import { Gather } from './Gather.ts';
import { GatherElements } from './GatherElements.ts';
import { GatherND } from './GatherND.ts';
import { Gelu } from './Gelu.ts';
import { Gemm } from './Gemm.ts';
import { GlobalAveragePool } from './GlobalAveragePool.ts';
import { GlobalLpPool } from './GlobalLpPool.ts';
import { GlobalMaxPool } from './GlobalMaxPool.ts';
import { GroupNormalization } from './GroupNormalization.ts';
import { HardSigmoid } from './HardSigmoid.ts';
import { HardSwish } from './HardSwish.ts';
import { Identity } from './Identity.ts';
import { InstanceNormalization } from './InstanceNormalization.ts';
import { LRN } from './LRN.ts';
import { LayerNormalization } from './LayerNormalization.ts';
import { LeakyRelu } from './LeakyRelu.ts';
import { Log } from './Log.ts';
import { LogSoftmax } from './LogSoftmax.ts';
import { LpNormalization } from './LpNormalization.ts';
import { LpPool } from './LpPool.ts';
import { MatMul } from './MatMul.ts';
import { Max } from './Max.ts';
import { MaxPool } from './MaxPool.ts';
import { Mean } from './Mean.ts';
import { MeanVarianceNormalization } from './MeanVarianceNormalization.ts';
import { Min } from './Min.ts';
import { Mish } from './Mish.ts';
import { Mul } from './Mul.ts';
import { Neg } from './Neg.ts';
import { PRelu } from './PRelu.ts';
import { Pad } from './Pad.ts';
import { Pow } from './Pow.ts';
import { RMSNormalization } from './RMSNormalization.ts';
import { Reciprocal } from './Reciprocal.ts';
import { ReduceL1 } from './ReduceL1.ts';
import { ReduceL2 } from './ReduceL2.ts';
import { ReduceLogSum } from './ReduceLogSum.ts';
import { ReduceLogSumExp } from './ReduceLogSumExp.ts';
import { ReduceMax } from './ReduceMax.ts';
import { ReduceMean } from './ReduceMean.ts';
import { ReduceMin } from './ReduceMin.ts';
import { ReduceProd } from './ReduceProd.ts';
import { ReduceSum } from './ReduceSum.ts';
import { ReduceSumSquare } from './ReduceSumSquare.ts';
import { Relu } from './Relu.ts';
import { Reshape } from './Reshape.ts';
import { Resize } from './Resize.ts';
import { ReverseSequence } from './ReverseSequence.ts';
import { ScatterElements } from './ScatterElements.ts';
import { ScatterND } from './ScatterND.ts';
import { Selu } from './Selu.ts';
import { Shrink } from './Shrink.ts';
import { Sigmoid } from './Sigmoid.ts';
import { Sin } from './Sin.ts';
import { Sinh } from './Sinh.ts';
import { Slice } from './Slice.ts';
import { Softmax } from './Softmax.ts';
import { Softplus } from './Softplus.ts';
import { Softsign } from './Softsign.ts';
import { SpaceToDepth } from './SpaceToDepth.ts';
import { Split } from './Split.ts';
import { Sqrt } from './Sqrt.ts';
import { Squeeze } from './Squeeze.ts';
import { Sub } from './Sub.ts';
import { Sum } from './Sum.ts';
import { Swish } from './Swish.ts';
import { Tan } from './Tan.ts';
import { Tanh } from './Tanh.ts';
import { ThresholdedRelu } from './ThresholdedRelu.ts';
import { Tile } from './Tile.ts';
import { Transpose } from './Transpose.ts';
import { Trilu } from './Trilu.ts';
import { Unsqueeze } from './Unsqueeze.ts';
import { Where } from './Where.ts';
import type { Rule } from './support/rule.ts';

/** Every rule, one operator each. */
export const rules: readonly Rule[] = [
  Abs,
  Acos,
  Acosh,
  Add,
  Asin,
  Asinh,
  Atan,
  Atanh,
  Attention,
  AveragePool,
  BatchNormalization,
  Cast,
  CastLike,
  Celu,
  Clip,
  Compress,
  Concat,
  Conv,
  ConvTranspose,
  Cos,
  Cosh,
  CumSum,
  DepthToSpace,
  Div,
  Dropout,
  Einsum,
  Elu,
  Erf,
  Exp,
  Expand,
  Flatten,
  Gather,
  GatherElements,
  GatherND,
  Gelu,
  Gemm,
  GlobalAveragePool,
  GlobalLpPool,
  GlobalMaxPool,
  GroupNormalization,
  HardSigmoid,
  HardSwish,
  Identity,
  InstanceNormalization,
  LRN,
  LayerNormalization,
  LeakyRelu,
  Log,
  LogSoftmax,
  LpNormalization,
  LpPool,
  MatMul,
  Max,
  MaxPool,
  Mean,
  MeanVarianceNormalization,
  Min,
  Mish,
  Mul,
  Neg,
  PRelu,
  Pad,
  Pow,
  RMSNormalization,
  Reciprocal,
  ReduceL1,
  ReduceL2,
  ReduceLogSum,
  ReduceLogSumExp,
  ReduceMax,
  ReduceMean,
  ReduceMin,
  ReduceProd,
  ReduceSum,
  ReduceSumSquare,
  Relu,
  Reshape,
  Resize,
  ReverseSequence,
  ScatterElements,
  ScatterND,
  Selu,
  Shrink,
  Sigmoid,
  Sin,
  Sinh,
  Slice,
  Softmax,
  Softplus,
  Softsign,
  SpaceToDepth,
  Split,
  Sqrt,
  Squeeze,
  Sub,
  Sum,
  Swish,
  Tan,
  Tanh,
  ThresholdedRelu,
  Tile,
  Transpose,
  Trilu,
  Unsqueeze,
  Where,
];

const byOperator = new Map(rules.map((rule) => [rule.op, rule]));

/** Gives the rule for an operator of the standard domain. */
export type RuleSource = (op: string) => Rule | undefined;

export const ruleFor: RuleSource = (op) => byOperator.get(op);
