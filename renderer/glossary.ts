interface Reference {
  readonly title: string;
  readonly url: string;
}

export interface GlossaryEntry {
  readonly term: string;
  /** One or two sentences. */
  readonly definition: string;
  /** In plain text; what follows an underscore is an index. */
  readonly formula?: string;
  readonly reference?: Reference;
}

const arxiv = (title: string, id: string): Reference => ({ title, url: `https://arxiv.org/abs/${id}` });

/** The paper that the workbench is about. */
export const LIFT_CAM = arxiv(
  'Jung and Oh, Towards Better Explanations of Class Activation Mapping, ICCV 2021',
  '2102.05228',
);
const DEEPLIFT = arxiv(
  'Shrikumar, Greenside and Kundaje, Learning Important Features Through Propagating Activation Differences, ICML 2017',
  '1704.02685',
);
const SHAP = arxiv(
  'Lundberg and Lee, A Unified Approach to Interpreting Model Predictions, NeurIPS 2017',
  '1705.07874',
);
const CAM = arxiv(
  'Zhou et al., Learning Deep Features for Discriminative Localization, CVPR 2016',
  '1512.04150',
);
const GRAD_CAM_PLUS_PLUS = arxiv(
  'Chattopadhay et al., Grad-CAM++: Improved Visual Explanations, WACV 2018',
  '1710.11063',
);
const RISE = arxiv(
  'Petsiuk, Das and Saenko, RISE: Randomized Input Sampling for Explanation, BMVC 2018',
  '1806.07421',
);
const ADCC = arxiv(
  'Poppi et al., Revisiting the Evaluation of Class Activation Mapping for Explainability, CVPRW 2021',
  '2104.10252',
);
const ROAD = arxiv(
  'Rong et al., A Consistent and Efficient Evaluation Strategy for Attribution Methods, ICML 2022',
  '2202.00449',
);
const SCORE_CAM = arxiv(
  'Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, CVPRW 2020',
  '1910.01279',
);
const SANITY = arxiv('Adebayo et al., Sanity Checks for Saliency Maps, NeurIPS 2018', '1810.03292');
const SAMPLING: Reference = {
  title: 'Castro, Gómez and Tejada, Polynomial Calculation of the Shapley Value Based on Sampling, 2009',
  url: 'https://doi.org/10.1016/j.cor.2008.04.004',
};

/** Every term of the window, in its words. */
export const GLOSSARY = {
  logit: {
    term: 'Logit',
    definition:
      'The model’s score of a class before softmax or sigmoid. Explanations are of logits, since these add up and probabilities do not.',
  },
  probability: {
    term: 'Probability',
    definition: 'The logits after the model’s softmax, or each logit after its sigmoid.',
  },
  contrast: {
    term: 'Difference of logits',
    definition:
      'The logit of one class less that of another. Its explanation shows what speaks for the one against the other, and leaves out what both share.',
    formula: 'F_a(A) − F_b(A)',
  },
  layer: {
    term: 'Layer',
    definition:
      'Where the network is cut in two: before it the backbone, which makes the activation, and after it the head.',
  },
  activation: {
    term: 'Activation',
    definition:
      'What the layer gives for one photo, as channels × height × width. Each channel is a small picture of where its feature was found.',
    formula: 'A, of C × H × W numbers',
  },
  channel: {
    term: 'Channel',
    definition:
      'One of the pictures that make up an activation. The channels are the players whose shares an explanation gives.',
  },
  head: {
    term: 'Head',
    definition:
      'Everything that comes after the layer, up to the logits. Where it is affine, LIFT-CAM’s weights are the Shapley values themselves.',
    formula: 'F(A), one number per class',
  },
  affine: {
    term: 'Affine head',
    definition:
      'A head that weighs and adds, as average pooling and one linear layer do. Then the channels’ shares are exact: LIFT-CAM’s weights are their Shapley values.',
    formula: 'F(A) = w·A + b',
    reference: LIFT_CAM,
  },
  nonLinear: {
    term: 'Non-linear head',
    definition:
      'A head in which channels act together, as through ReLU or attention: what one adds depends on which others are there. LIFT-CAM’s weights approximate the Shapley values in one pass.',
    reference: LIFT_CAM,
  },
  reference: {
    term: 'Reference',
    definition: 'The activation against which DeepLIFT measures: here zeros, a layer that has found nothing.',
    formula: 'A⁰ = 0',
    reference: DEEPLIFT,
  },
  multiplier: {
    term: 'Multiplier',
    definition:
      'DeepLIFT’s slope between the reference and the activation: how much of the change of the score one unit of change in a value brings.',
    formula: 'm = Δy / Δx, passed back rule by rule',
    reference: DEEPLIFT,
  },
  contribution: {
    term: 'Contribution',
    definition:
      'What each place of a channel adds to the logit, multiplier times activation. Summed over the places it is the channel’s LIFT-CAM weight.',
    formula: 'm_kij A_kij',
    reference: DEEPLIFT,
  },
  alpha: {
    term: 'Weight α',
    definition:
      'What a method gives each channel; the map is the sum of the channels, each times its weight. LIFT-CAM’s is the channel’s DeepLIFT contribution to the logit.',
    formula: 'α_k = Σ_ij m_kij A_kij',
    reference: LIFT_CAM,
  },
  magnitude: {
    term: 'Size |α|',
    definition: 'The weight without its sign: how much the channel matters, for the class or against it.',
    formula: '|α_k|',
  },
  baseValue: {
    term: 'Base value',
    definition:
      'The logit that the head gives for an activation of zeros: what the class starts from before any channel speaks.',
    formula: 'F(0) = v(∅)',
  },
  score: {
    term: 'Score',
    definition:
      'The logit that the head gives for the whole activation. Score less base value is the evidence that the channels share.',
    formula: 'F(A) = v(all)',
  },
  evidenceShare: {
    term: 'Share of evidence',
    definition:
      'A channel’s weight as part of score less base value. Below zero, the channel speaks against the class.',
    formula: 'α_k / (F(A) − F(0))',
  },
  completeness: {
    term: 'Completeness',
    definition:
      'The weights add up to score less base value: nothing of the evidence is lost or made up. In SHAP’s words, the explanation is locally accurate.',
    formula: 'Σ_k α_k = F(A) − F(0)',
    reference: SHAP,
  },
  residual: {
    term: 'Residual',
    definition:
      'By how much the weights miss score less base value. Within rounding, the explanation counts as locally accurate.',
    formula: 'r = Σ_k α_k − (F(A) − F(0))',
  },
  cancellation: {
    term: 'Cancellation',
    definition:
      'How many times larger the contributions are than what is left when those for and against the class are added. Where it is large, small weights are uncertain.',
    formula: 'Σ|m A| / |F(A) − F(0)|',
  },
  coalition: {
    term: 'Coalition',
    definition:
      'A set of channels that are present while all others are zero. Switching channels off makes one.',
    formula: 'S ⊆ {1, …, C}',
    reference: SHAP,
  },
  coalitionValue: {
    term: 'v(S)',
    definition:
      'The logit that the head really gives for the channels that are present, run anew for each coalition.',
    formula: 'v(S) = F(A, channels outside S set to zero)',
    reference: SHAP,
  },
  additivePrediction: {
    term: 'Additive prediction',
    definition:
      'What the weights predict for the channels that are present. It misses v(S) where channels act together in a head that is not affine.',
    formula: 'F(0) + Σ_k∈S α_k',
  },
  shapValue: {
    term: 'SHAP value',
    definition:
      'The Shapley value of a channel in the game v: its mean gain over all orders in which channels can join. No other additive weights are complete, consistent and zero for what is missing; LIFT-CAM approximates them in one pass.',
    reference: SHAP,
  },
  permutation: {
    term: 'Permutations',
    definition:
      'Orders in which channels join, drawn at random, each with its reverse. Each gives every channel one gain; their mean estimates the Shapley value.',
    reference: SAMPLING,
  },
  standardError: {
    term: 'Standard error',
    definition:
      'How far an estimate may be off by chance: about two times in three the true value lies within one of it.',
    formula: 's / √n, over n pairs of permutations',
  },
  saliencyMap: {
    term: 'Saliency map',
    definition: 'The channels’ activations, each times its weight, added up and laid over the photo.',
    formula: 'L = Σ_k α_k A_k',
    reference: CAM,
  },
  signedMap: {
    term: 'Signed map',
    definition:
      'The map as it is: warm where the photo speaks for the class, cool where it speaks against it.',
    formula: 'L = Σ_k α_k A_k',
  },
  reluMap: {
    term: 'ReLU map',
    definition:
      'The map with what is below zero left out: evidence for the class only, as the papers draw it.',
    formula: 'L = max(0, Σ_k α_k A_k)',
  },
  interpolation: {
    term: 'Interpolation',
    definition:
      'How the map, which is as coarse as the layer, fills the photo. Bilinear passes smoothly from one value to the next, as the papers draw it; nearest shows each value as the square that it stands for.',
  },
  provider: {
    term: 'Execution provider',
    definition:
      'What ONNX Runtime computes with: the processor (CPU), or a graphics card through CUDA, WebGPU, Core ML or DirectML. Providers round differently in the last digits.',
  },
  seed: {
    term: 'Seed',
    definition:
      'The number from which everything random is drawn. The same seed gives the same numbers again; another one shows how far they are due to chance.',
  },
  deletion: {
    term: 'Deletion',
    definition:
      'The probability while pixels of the model’s input are set to zero, the highest of the map first. A good map makes it fall early.',
    reference: RISE,
  },
  insertion: {
    term: 'Insertion',
    definition:
      'The probability while the pixels are revealed on a blurred photo, the highest of the map first. A good map makes it rise early.',
    reference: RISE,
  },
  auc: {
    term: 'AUC',
    definition:
      'The area under a deletion or insertion curve, by the trapezium rule: the lower the better for deletion, the higher for insertion.',
    formula: '(Σ s − s_0/2 − s_n/2) / n',
    reference: RISE,
  },
  control: {
    term: 'Random ranking',
    definition:
      'The same curve with the pixels in a random order: what a map that knows nothing would reach.',
  },
  ic: {
    term: 'Increase in confidence (IC)',
    definition:
      'Percent of photos of which the model is more certain when it sees only what the map keeps. Higher is better.',
    formula: '100 · mean [p(E∘x) > p(x)]',
    reference: GRAD_CAM_PLUS_PLUS,
  },
  ad: {
    term: 'Average drop (AD)',
    definition:
      'By how many percent the probability falls when the model sees only what the map keeps. Lower is better.',
    formula: '100 · mean max(0, p(x) − p(E∘x)) / p(x)',
    reference: GRAD_CAM_PLUS_PLUS,
  },
  add: {
    term: 'Average drop in deletion (ADD)',
    definition:
      'By how many percent the probability falls when what the map marks is taken away. Higher is better.',
    formula: '100 · mean (p(x) − p((1−E)∘x)) / p(x)',
    reference: LIFT_CAM,
  },
  adcc: {
    term: 'ADCC',
    definition:
      'The harmonic mean of coherency, of what complexity leaves and of what average drop leaves, between 0 and 1. Higher is better.',
    reference: ADCC,
  },
  road: {
    term: 'ROAD',
    definition:
      'The probability after the highest, and after the lowest, pixels of the map are painted over with what lies around them. Higher is better.',
    formula: '(LeRF − MoRF) / 2',
    reference: ROAD,
  },
  'pointing-game': {
    term: 'Energy-based pointing game',
    definition:
      'Share of the map that lies inside the ground-truth boxes of the class, between 0 and 1. Higher is better.',
    formula: 'Σ_∈boxes E / Σ E',
    reference: SCORE_CAM,
  },
  'sanity-check': {
    term: 'Parameter-randomisation sanity check',
    definition:
      'How like the map stays, by Spearman’s ρ, while the model’s weights are randomised layer by layer from the logits down. Lower is better: a map that stays the same does not tell what the model has learnt.',
    reference: SANITY,
  },
  cosine: {
    term: 'Cosine',
    definition:
      'How far two lists of weights point the same way, whatever their size: 1 the same, 0 nothing in common, −1 opposite. The paper’s measure of agreement with the SHAP values.',
    formula: 'a·b / (|a| |b|)',
    reference: LIFT_CAM,
  },
  pearson: {
    term: 'Pearson’s r',
    definition: 'How well one list of weights is a straight line of the other, from −1 to 1.',
  },
  spearman: {
    term: 'Spearman’s ρ',
    definition: 'How far two lists of weights put the channels in the same order, from −1 to 1.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type TermId = keyof typeof GLOSSARY;

export function isTerm(id: string): id is TermId {
  return id in GLOSSARY;
}
