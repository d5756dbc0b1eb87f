import { float, type AttributeInit } from '../../../../main/engine/onnx/builder.ts';
import { floatConstant, DataType } from '../../../../main/engine/onnx/constant.ts';
import type { RuleCase, RuleCases } from '../../../support/ruleCase.ts';

type Attributes = Readonly<Record<string, AttributeInit>>;

/** half_pixel_symmetric came with operator set 19. */
const sinceOf = (attributes: Attributes): Pick<RuleCase, 'since'> =>
  attributes['coordinate_transformation_mode'] === 'half_pixel_symmetric' ? { since: 19 } : {};

/** Sampled anew by scales of height and width. */
function scaled(
  name: string,
  shape: RuleCase['shape'],
  scales: readonly [number, number],
  attributes: Attributes,
): RuleCase {
  return {
    name,
    shape,
    ...sinceOf(attributes),
    build: (b, x) =>
      b.node(
        'Resize',
        [x, '', b.constant(floatConstant(DataType.float32, [4], [1, 1, ...scales]))],
        attributes,
      ),
  };
}

/** Sampled anew to a height and width. */
function sized(
  name: string,
  shape: RuleCase['shape'],
  sizes: readonly [number, number],
  attributes: Attributes,
): RuleCase {
  return {
    name,
    shape,
    ...sinceOf(attributes),
    build: (b, x) => b.node('Resize', [x, '', '', b.ints([1, shape[0], ...sizes])], attributes),
  };
}

const coordinates = [
  'half_pixel',
  'half_pixel_symmetric',
  'pytorch_half_pixel',
  'align_corners',
  'asymmetric',
];
const roundings = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'];

export const cases: RuleCases = {
  Resize: [
    scaled('nearest, as Upsample', [2, 2, 3], [2, 2], {
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    }),
    scaled('linear, as Upsample', [2, 2, 3], [2, 1.5], {
      mode: 'linear',
      coordinate_transformation_mode: 'asymmetric',
    }),
    ...roundings.map((rounding) =>
      scaled(`nearest, ${rounding}`, [1, 3, 4], [2.4, 0.6], { nearest_mode: rounding }),
    ),
    ...coordinates.map((mode) =>
      scaled(`nearest, ${mode}`, [1, 3, 4], [1.7, 2.3], { coordinate_transformation_mode: mode }),
    ),
    ...coordinates.map((mode) =>
      scaled(`linear, ${mode}`, [2, 3, 4], [1.7, 0.6], {
        mode: 'linear',
        coordinate_transformation_mode: mode,
      }),
    ),
    ...coordinates.map((mode) =>
      sized(`linear to a size, ${mode}`, [2, 3, 4], [5, 3], {
        mode: 'linear',
        coordinate_transformation_mode: mode,
      }),
    ),
    scaled('cubic', [1, 4, 4], [1.5, 2], { mode: 'cubic' }),
    scaled('cubic, other kernel, outside left out', [1, 4, 4], [2, 1.5], {
      mode: 'cubic',
      cubic_coeff_a: float(-0.5),
      exclude_outside: 1,
    }),
    sized('nearest to a size', [2, 2, 3], [4, 5], {}),
    scaled('linear, antialias, down', [1, 6, 6], [0.5, 0.4], { mode: 'linear', antialias: 1 }),
    scaled('linear, antialias, down by thirds', [1, 6, 5], [0.4, 0.6], { mode: 'linear', antialias: 1 }),
    scaled('cubic, antialias, down', [1, 6, 5], [0.5, 0.6], { mode: 'cubic', antialias: 1 }),
    scaled('nearest, as tf2onnx writes it', [1, 3, 4], [2, 3], {
      coordinate_transformation_mode: 'tf_half_pixel_for_nn',
      nearest_mode: 'floor',
    }),
    ...['not_larger', 'not_smaller'].map((policy): RuleCase => ({
      name: `linear, ${policy} than a size`,
      shape: [2, 3, 5],
      since: 18,
      build: (b, x) =>
        b.node('Resize', [x, '', '', b.ints([6, 6])], {
          axes: [2, 3],
          mode: 'linear',
          keep_aspect_ratio_policy: policy,
        }),
    })),
    ...['nearest', 'linear'].map((mode): RuleCase => ({
      name: `${mode}, of a region that reaches beyond`,
      shape: [2, 4, 5],
      since: 11,
      build: (b, x) => {
        const region = b.constant(floatConstant(DataType.float32, [8], [0, 0, 0.1, -0.2, 1, 1, 0.8, 1.1]));
        return b.node('Resize', [x, region, '', b.ints([1, 2, 3, 6])], {
          mode,
          coordinate_transformation_mode: 'tf_crop_and_resize',
          extrapolation_value: float(0.3),
        });
      },
    })),
    {
      name: 'named axes',
      shape: [2, 3, 2],
      build: (b, x) => b.node('Resize', [x, '', '', b.ints([5])], { axes: [2], mode: 'linear' }),
    },
  ],
};
