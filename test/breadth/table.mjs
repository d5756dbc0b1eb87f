// Writes the rows of results.json as RESULTS.md.
import { CAUSES } from './causes.mjs';

/** @returns the whole page, for rows sorted by family */
export function table(rows) {
  const explained = rows.filter(({ outcome }) => outcome === 'explained');
  const others = rows.filter(({ outcome }) => outcome !== 'explained');
  const outside = explained.filter(({ measured }) => !measured.accurate);
  const partly = explained.filter(({ measured }) => measured.explainable < measured.layers);
  const far = explained.filter(isFar);
  const unfound = explained.filter(({ measured }) => measured.gradientCosine === null);
  const swamped = explained.filter(({ measured }) => measured.accurate && measured.relativeResidual > 1e-3);
  const count = (outcome) => rows.filter((row) => row.outcome === outcome).length;
  const names = new Set(rows.map(({ name, library }) => `${library}.${name}`));
  const dynamo = rows.filter(({ exporter }) => exporter === 'dynamo').length;
  const cosines = (key) => explained.map(({ measured }) => measured[key]).filter((value) => value !== null);
  const [lift, gradient, logits] = ['liftCosine', 'gradientCosine', 'logitsError'].map(cosines);
  const ratios = explained.map(ratio).sort((a, b) => a - b);
  const dates = rows.map(({ date }) => date).sort();
  return `# Breadth test: results

Written by \`run.mjs\` from \`results.json\`; do not edit. Run between ${dates[0]} and ${dates.at(-1)}, Node ${process.versions.node}, ${platform()}, with models of
${[...new Set(rows.map(({ versions }) => versions).filter(Boolean))].join('; ')}. Threads: 1. Weights are random and seeded; README.md says how.

- **${rows.length} models run: ${names.size} architectures of ${new Set(rows.map(({ family }) => family)).size} families; ${rows.length - dynamo} from the TorchScript exporter, ${dynamo} from the dynamo exporter.**
- **${explained.length} explained**, all with finite alpha; ${explained.length - outside.length} within the law of the residual, ${outside.length} outside it. Largest relative residual ${scientific(Math.max(...explained.map(({ measured }) => measured.relativeResidual)))}.
- ${count('refused')} refused in one clear line, ${count('failed')} failed, ${count('not exported')} not written by PyTorch's exporter.
- ${explained.filter(({ measured }) => measured.head === 'affine').length} affine heads, ${explained.filter(({ measured }) => measured.head !== 'affine').length} non-linear ones; ${explained.filter(({ measured }) => measured.cancellation > 100).length} with cancellation above 100.
- Float64 reference (PyTorch's forward and autograd, at the default layer where its tensor was found by value): logits of ${logits.length} models, largest error ${scientific(Math.max(...logits))} of the largest logit;
  gradient of ${gradient.length}, smallest cosine ${smallest(gradient)}; LIFT alpha of ${lift.length} with an affine head, where it is gradient × activation, smallest cosine ${smallest(lift)}.
- Explain ÷ forward of the untouched model: median ${fixed(ratios[Math.floor(ratios.length / 2)])}, largest ${fixed(ratios.at(-1))}. Inputs are small and the machine was shared: read it as an order of magnitude.

## Not explained, and why

${others.length === 0 ? 'None.' : [...byCause(others)].map(([cause, some]) => `- ${some.map(label).join(', ')}: ${cause}`).join('\n')}

## Layers that cannot be explained, and why

${partly.length === 0 ? 'None.' : partly.map(describeObstacles).join('\n')}

## Far from the float64 reference, and why

Logits further than 1e-3 of the largest, or a gradient of a cosine below 0.9999:

${far.length === 0 ? 'None.' : far.map(describeDistance).join('\n')}

## Gradient not compared

${unfound.length} models, of which the reference does not hold the default layer's tensor: tokens that are seen as a grid, or an activation that the exporter
writes otherwise than PyTorch computes it. Their logits are compared.

${unfound.map(label).join(', ')}.

## Outside the law

${outside.length === 0 ? 'None.' : outside.map(describeResidual).join('\n')}

## Within the law by their cancellation alone

The law allows 1e-5 of the sum of |contributions|. Where that sum is very many times the difference, it lets a residual pass that is
large beside the difference; the weights of these models at this layer mean little:

${swamped.length === 0 ? 'None.' : swamped.map(describeResidual).join('\n')}

## Every model

'×' after a layer: other tensors of the image pass beside it, a class token for one. Cosines: LIFT alpha / gradient, each to the float64 reference.

| family | model | exporter | side | layers | default layer | why | shape | head | relative residual | in law | cancellation | cosines | forward ms | explain ÷ forward | open ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(line).join('\n')}
`;
}

function line(row) {
  const start = [row.family, `${row.library}.${row.name}`, row.exporter, row.side];
  if (row.outcome !== 'explained') return cells([...start, row.outcome, ...Array(11).fill('')]);
  const { measured } = row;
  return cells([
    ...start,
    measured.explainable === measured.layers
      ? measured.layers
      : `${measured.explainable} of ${measured.layers}`,
    `\`${measured.layer}\`${measured.cut ? '' : ' ×'}`,
    measured.reason ?? '',
    measured.shape.join('×'),
    measured.head,
    scientific(measured.relativeResidual),
    measured.accurate ? 'yes' : '**no**',
    measured.cancellation?.toPrecision(3) ?? '–',
    `${cosine(measured.liftCosine)} / ${cosine(measured.gradientCosine)}`,
    fixed(measured.forwardMilliseconds),
    fixed(ratio(row)),
    Math.round(measured.openMilliseconds),
  ]);
}

function cells(values) {
  return `| ${values.join(' | ')} |`;
}

function byCause(rows) {
  const groups = new Map();
  for (const row of rows) {
    const cause = `${row.outcome}: ${row.cause}`.replaceAll('|', '\\|').replaceAll('\n', ' ');
    groups.set(cause, [...(groups.get(cause) ?? []), row]);
  }
  return groups;
}

function describeResidual(row) {
  const { relativeResidual, cancellation } = row.measured;
  return `- ${label(row)}: relative residual ${scientific(relativeResidual)}, cancellation ${cancellation?.toPrecision(3) ?? '–'}`;
}

function isFar({ measured: { logitsError, gradientCosine } }) {
  return logitsError > 1e-3 || (gradientCosine !== null && gradientCosine < 0.9999);
}

function describeDistance(row) {
  const { logitsError, gradientCosine } = row.measured;
  const cause = CAUSES[row.name] ?? 'cause not looked for';
  return `- ${label(row)}: logits ${scientific(logitsError)}, gradient ${cosine(gradientCosine)}: ${cause}`;
}

function describeObstacles(row) {
  const { explainable, layers, obstacles = ['cause not recorded'] } = row.measured;
  const others = obstacles.length > 1 ? `, and ${obstacles.length - 1} like it` : '';
  const cause = CAUSES[row.name] ?? 'cause not looked for';
  return `- ${label(row)}: ${explainable} of ${layers} can: ${cause}. First obstacle: ${obstacles[0]}${others}.`;
}

function label({ library, name, exporter }) {
  return `\`${library}.${name}\`${exporter === 'dynamo' ? ' (dynamo)' : ''}`;
}

function ratio({ measured }) {
  return measured.explainMilliseconds / measured.forwardMilliseconds;
}

function scientific(value) {
  return value.toExponential(1);
}

function fixed(value) {
  return value === undefined ? '–' : value.toFixed(2);
}

function cosine(value) {
  return value === null ? '–' : value.toFixed(6);
}

function smallest(values) {
  return values.length === 0 ? '–' : Math.min(...values).toFixed(6);
}

function platform() {
  return `${process.platform} ${process.arch}`;
}
