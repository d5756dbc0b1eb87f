import type { Choices } from '../../shared/choices.ts';
import type { Workbench } from './workbench.svelte.ts';

/** Where a choice is made in the window. */
interface Place<T> {
  of(workbench: Workbench): T;
  take(workbench: Workbench, value: T): void;
}

/** Places of one part of the window, each by the name of its property. */
function inside<O extends object>(part: (workbench: Workbench) => O) {
  return <K extends keyof O>(key: K): Place<O[K]> => ({
    of: (workbench) => part(workbench)[key],
    take: (workbench, value) => (part(workbench)[key] = value),
  });
}

const view = inside(({ view }) => view);
const channels = inside(({ channels }) => channels);
const curves = inside(({ curves }) => curves);
const comparison = inside(({ compare }) => compare.choice);
const truth = inside(({ truth }) => truth);
const exporter = inside(({ exporter }) => exporter);

const PLACES: { readonly [K in keyof Choices]-?: Place<Exclude<Choices[K], undefined>> } = {
  theme: { of: ({ theme }) => theme.choice, take: ({ theme }, choice) => theme.choose(choice) },
  panes: inside(({ panes }) => panes)('sizes'),
  dismissedHints: inside(({ hints }) => hints)('dismissed'),
  singleKeys: inside(({ shortcuts }) => shortcuts)('singleKeys'),
  magnitudeColormap: view('magnitudeColormap'),
  signedColormap: view('signedColormap'),
  opacity: view('opacity'),
  split: view('split'),
  modelView: view('modelView'),
  photoOrder: inside(({ gallery }) => gallery)('order'),
  channelView: channels('view'),
  channelOrder: channels('order'),
  channelCount: {
    of: ({ channels }) => (channels.shownCount === Infinity ? null : channels.shownCount),
    take: ({ channels }, count) => (channels.shownCount = count ?? Infinity),
  },
  onPhoto: inside(({ channelView }) => channelView)('onPhoto'),
  curveMethods: curves('beside'),
  curveControl: curves('withControl'),
  curvesAsTable: curves('asTable'),
  compareMethods: comparison('methods'),
  compareMetrics: comparison('metrics'),
  compareAcross: comparison('across'),
  compareCount: comparison('count'),
  compareOneRange: comparison('sharedRange'),
  compareClasses: comparison('classesOf'),
  comparePhotos: comparison('imagesOf'),
  truthMethods: inside(({ truth }) => truth.weights)('chosen'),
  truthEnding: truth('ending'),
  truthPermutations: truth('permutations'),
  truthError: truth('targetError'),
  truthSeed: truth('seed'),
  truthAsTable: truth('asTable'),
  bestImagesBy: inside(({ topImages }) => topImages)('by'),
  figurePanels: {
    of: ({ exporter }) => [...exporter.panels],
    take: ({ exporter }, panels) => (exporter.panels = panels),
  },
  figureMillimetres: exporter('widthMillimetres'),
  figureDpi: exporter('dpi'),
};

const NAMES = Object.keys(PLACES) as (keyof Choices)[];

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
