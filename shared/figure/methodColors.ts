/**
 * The fixed colour of each method, in every tab and legend. Hues from Okabe & Ito's and Tol's colour-blind-safe sets on, at a
 * lightness that keeps 3:1 against both themes. So many cannot all be told apart by everyone: a name always stands beside a
 * colour, and where methods are drawn over each other their lines differ by dashes and marks.
 */
const COLORS: Readonly<Record<string, string>> = {
  'lift-cam': '#d55e00',
  'lift-element': '#b5651d',
  'shap-cam': '#0072b2',
  'shapley-cam': '#3d85c6',
  'grad-cam': '#0a8f69',
  'grad-cam++': '#4f8f23',
  'xgrad-cam': '#2a8c8c',
  'hires-cam': '#7b8a1d',
  'layer-cam': '#a07c00',
  cam: '#8a6d3b',
  'eigen-cam': '#9a62c7',
  'eigen-grad-cam': '#7a6fd0',
  'ablation-cam': '#c6539a',
  'score-cam': '#c2477a',
  'lrp-cam': '#c14953',
  'lime-cam': '#3f8f4f',
  'finer-cam': '#a9577b',
};

/** Controls and methods that came later are grey. */
const OTHER = '#7d838b';

export function methodColor(id: string): string {
  return COLORS[id] ?? OTHER;
}
