import type { Preprocessing } from '../../../../shared/modelCard.ts';

/** How torchvision prepares photos for one set of weights (`ImageClassification` in its source). */
export interface TorchvisionPreset {
  /** Shorter edge after the resize. */
  readonly resize: number;
  /** Edge of the centre crop. */
  readonly crop: number;
  readonly resample: Preprocessing['resample'];
}

type Row = readonly [resize: number, crop: number, resample: 'bilinear' | 'bicubic', weights: string];

/**
 * Facts of torchvision 0.29: the model's name for its first weights (IMAGENET1K_V1), with `_v2` for the second. Mean
 * and standard deviation are ImageNet's everywhere but for efficientnet_v2_l, which takes 0.5.
 */
const ROWS: readonly Row[] = [
  [
    256,
    224,
    'bilinear',
    'alexnet densenet121 densenet161 densenet169 densenet201 googlenet mnasnet0_5 mnasnet1_0 mobilenet_v2 ' +
      'mobilenet_v3_large mobilenet_v3_small regnet_x_16gf regnet_x_1_6gf regnet_x_32gf regnet_x_3_2gf regnet_x_400mf ' +
      'regnet_x_800mf regnet_x_8gf regnet_y_16gf regnet_y_1_6gf regnet_y_32gf regnet_y_3_2gf regnet_y_400mf ' +
      'regnet_y_800mf regnet_y_8gf resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d ' +
      'shufflenet_v2_x0_5 shufflenet_v2_x1_0 squeezenet1_0 squeezenet1_1 vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn ' +
      'vgg19 vgg19_bn vit_b_16 vit_b_32 vit_l_32 wide_resnet50_2 wide_resnet101_2',
  ],
  [
    232,
    224,
    'bilinear',
    'convnext_base convnext_large mnasnet0_75 mnasnet1_3 mobilenet_v2_v2 mobilenet_v3_large_v2 regnet_x_16gf_v2 ' +
      'regnet_x_1_6gf_v2 regnet_x_32gf_v2 regnet_x_3_2gf_v2 regnet_x_400mf_v2 regnet_x_800mf_v2 regnet_x_8gf_v2 ' +
      'regnet_y_16gf_v2 regnet_y_1_6gf_v2 regnet_y_32gf_v2 regnet_y_3_2gf_v2 regnet_y_400mf_v2 regnet_y_800mf_v2 ' +
      'regnet_y_8gf_v2 resnet50_v2 resnet101_v2 resnet152_v2 resnext50_32x4d_v2 resnext101_32x8d_v2 ' +
      'resnext101_64x4d shufflenet_v2_x1_5 shufflenet_v2_x2_0 wide_resnet50_2_v2 wide_resnet101_2_v2',
  ],
  [236, 224, 'bilinear', 'convnext_tiny'],
  [230, 224, 'bilinear', 'convnext_small'],
  [256, 224, 'bicubic', 'efficientnet_b0'],
  [256, 240, 'bicubic', 'efficientnet_b1'],
  [255, 240, 'bilinear', 'efficientnet_b1_v2'],
  [288, 288, 'bicubic', 'efficientnet_b2'],
  [320, 300, 'bicubic', 'efficientnet_b3'],
  [384, 380, 'bicubic', 'efficientnet_b4'],
  [456, 456, 'bicubic', 'efficientnet_b5'],
  [528, 528, 'bicubic', 'efficientnet_b6'],
  [600, 600, 'bicubic', 'efficientnet_b7'],
  [384, 384, 'bilinear', 'efficientnet_v2_s'],
  [480, 480, 'bilinear', 'efficientnet_v2_m'],
  [480, 480, 'bicubic', 'efficientnet_v2_l'],
  [342, 299, 'bilinear', 'inception_v3'],
  [224, 224, 'bicubic', 'maxvit_t'],
  [232, 224, 'bicubic', 'swin_t'],
  [246, 224, 'bicubic', 'swin_s'],
  [238, 224, 'bicubic', 'swin_b'],
  [260, 256, 'bicubic', 'swin_v2_t swin_v2_s'],
  [272, 256, 'bicubic', 'swin_v2_b'],
  [242, 224, 'bilinear', 'vit_l_16'],
];

/** Presets by model name. */
export const torchvisionPresets: ReadonlyMap<string, TorchvisionPreset> = new Map(
  ROWS.flatMap(([resize, crop, resample, names]) =>
    names.split(' ').map((name) => [name, { resize, crop, resample }] as const),
  ),
);
