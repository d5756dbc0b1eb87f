/** Names of an explainer file's inputs. */
export const INPUTS = { image: 'image', seed: 'seed' } as const;

/** What each input holds, for the file itself and its reader. N is the number of images. */
export const INPUT_ROLES = {
  image: "preprocessed image, in the model's own layout",
  seed: 'weights of the logits that are explained, a row an image; a row of zeros means the top class',
} as const;

/** What each output holds. */
export const OUTPUT_ROLES = {
  logits: 'before softmax or sigmoid',
  activation: 'A, the output of the layer',
  gradient: 'd score / dA',
  multipliers: 'DeepLIFT Rescale multipliers of the score against the reference',
  alpha: 'weight of each channel, by the method',
  map: 'ReLU of the signed map',
  signed: 'the map before ReLU',
  score: 'seed-weighted sum of the logits',
  base: 'the score at the reference',
  residual: 'sum(multipliers * A) - (score - base)',
  magnitude: 'sum |multipliers * A|',
} as const;

export type OutputName = keyof typeof OUTPUT_ROLES;

/** What stands for 'nothing there'. */
export const REFERENCE = 'zeros at the layer; what passes beside the layer keeps its true value';

/** Within it the multipliers are locally accurate. */
export const RESIDUAL_LAW = '|residual| <= 1e-3 |score - base| + 1e-5 magnitude';
