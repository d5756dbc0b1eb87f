import type { Choices } from '../../shared/choices.ts';
import type { Workbench } from './workbench.svelte.ts';

/** Where a choice is made in the window. */
interface Place<T> {
  of(workbench: Workbench): T;
  take(workbench: Workbench, value: T): void;
}

const PLACES: { readonly [K in keyof Choices]-?: Place<Exclude<Choices[K], undefined>> } = {
  theme: { of: ({ theme }) => theme.choice, take: ({ theme }, choice) => theme.choose(choice) },
  panes: property(({ panes }) => panes, 'sizes'),
  dismissedHints: property(({ hints }) => hints, 'dismissed'),
  magnitudeColormap: property(({ view }) => view, 'magnitudeColormap'),
  signedColormap: property(({ view }) => view, 'signedColormap'),
  opacity: property(({ view }) => view, 'opacity'),
  split: property(({ view }) => view, 'split'),
  modelView: property(({ view }) => view, 'modelView'),
  photoOrder: property(({ gallery }) => gallery, 'order'),
  channelView: property(({ channels }) => channels, 'view'),
  channelOrder: property(({ channels }) => channels, 'order'),
  channelCount: {
    of: ({ channels }) => (channels.shownCount === Infinity ? null : channels.shownCount),
    take: ({ channels }, count) => (channels.shownCount = count ?? Infinity),
  },
  onPhoto: property(({ channelView }) => channelView, 'onPhoto'),
  curveMethods: property(({ curves }) => curves, 'beside'),
  curveControl: property(({ curves }) => curves, 'withControl'),
  compareMethods: property(({ compare }) => compare.choice, 'methods'),
  compareMetrics: property(({ compare }) => compare.choice, 'metrics'),
  compareAcross: property(({ compare }) => compare.choice, 'across'),
  compareCount: property(({ compare }) => compare.choice, 'count'),
  compareOneRange: property(({ compare }) => compare.choice, 'sharedRange'),
  truthMethods: property(({ truth }) => truth.weights, 'chosen'),
  figurePanels: {
    of: ({ exporter }) => [...exporter.panels],
    take: ({ exporter }, panels) => (exporter.panels = panels),
  },
  figureMillimetres: property(({ exporter }) => exporter, 'widthMillimetres'),
  figureDpi: property(({ exporter }) => exporter, 'dpi'),
};

const NAMES = Object.keys(PLACES) as (keyof Choices)[];

function property<O extends object, K extends keyof O>(
  owner: (workbench: Workbench) => O,
  key: K,
): Place<O[K]> {
  return {
    of: (workbench) => owner(workbench)[key],
    take: (workbench, value) => (owner(workbench)[key] = value),
  };
}

/** How the window is set now. */
export function choicesOf(workbench: Workbench): Choices {
  return Object.fromEntries(NAMES.map((name) => [name, PLACES[name].of(workbench)]));
}

/** Sets the window as it was; what is left out stays as at a first start. */
export function takeUpChoices(workbench: Workbench, choices: Choices): void {
  for (const name of NAMES) {
    const value = choices[name];
    // A place takes what its own name holds.
    if (value !== undefined) (PLACES[name] as Place<unknown>).take(workbench, value);
  }
}

/** Leaves out methods and metrics that this version of the engine does not have; to be called once it has told which. */
export function dropUnknown({ engine, curves, compare, truth }: Workbench): void {
  const known = new Set(
    [...(engine.info?.methods ?? []), ...(engine.info?.metrics ?? [])].map(({ id }) => id),
  );
  const keep = (ids: readonly string[]) => ids.filter((id) => known.has(id));
  curves.beside = keep(curves.beside);
  compare.choice.methods = keep(compare.choice.methods);
  compare.choice.metrics = keep(compare.choice.metrics);
  truth.weights.chosen = keep(truth.weights.chosen);
}
