import { expect, test } from 'vitest';
import type { MethodEstimate } from '../../../shared/api.ts';
import type { Layer, ModelCard } from '../../../shared/modelCard.ts';
import type { Explanation } from '../../../shared/result.ts';
import { CompareChoice, type CompareScene } from '../../../renderer/state/compareChoice.svelte.ts';
import { explanation } from '../support/explanation.ts';
import { FOLDER } from '../support/session.ts';

const LABELS = ['tench', 'cock', 'hen', 'ostrich'];
const score = (index: number) => ({ index, label: LABELS[index]!, logit: 1, probability: 0.1 });
const photo = (name: string) => ({ id: `${FOLDER.id}/${name}`, name, bytes: 1 });
const PHOTOS = ['a.png', 'b.png', 'c.png'].map(photo);

function scene(current: Partial<Explanation> = {}, head: Layer['head'] = 'affine'): CompareScene {
  const prediction = { logits: new Float32Array(4), top: [score(2), score(1), score(0)] };
  const times: [string, number][] = [
    ['lift-cam', 10],
    ['grad-cam', 20],
    ['shap-cam', 5],
  ];
  const estimate = ([method, milliseconds]: [string, number]): [string, MethodEstimate] => [
    method,
    { method, passes: { head: 1, model: 1 }, milliseconds },
  ];
  return {
    models: {
      card: { id: 'net', labels: LABELS } as unknown as ModelCard,
      layer: { tensor: 'conv', head } as Layer,
    },
    gallery: { folder: FOLDER, images: PHOTOS, shown: PHOTOS, selected: PHOTOS[1]!.id },
    explanations: {
      current: explanation({ prediction, target: { class: score(2), versus: null }, ...current }),
    },
    target: { selector: { class: { rank: 1 } } },
    methodSettings: { chosenFor: () => ({}), estimates: new Map(times.map(estimate)) },
  };
}

const titles = (choice: CompareChoice) => choice.columns.map(({ title }) => title);

test('columns are the most probable classes and the explained one, until others are chosen', () => {
  const choice = new CompareChoice(scene({ target: { class: score(3), versus: null } }));
  choice.chooseCount(2);
  expect(titles(choice)).toEqual(['hen', 'cock', 'ostrich']);
  choice.chooseClasses([0, 3]);
  expect(choice.columns).toMatchObject([
    { image: 'folder/photo.png', target: { class: { index: 0 } }, title: 'tench' },
    { target: { class: { index: 3 } }, title: 'ostrich' },
  ]);
  choice.chooseCount(1);
  expect([choice.classes, titles(choice)]).toEqual([null, ['hen', 'ostrich']]);
});

test('classes chosen for one model are not those of another, and are there again when it comes back', () => {
  const { models, ...others } = scene();
  let { card } = models;
  const open = { get: () => card };
  const choice = new CompareChoice({
    ...others,
    models: Object.defineProperty({ ...models }, 'card', open),
  });
  choice.chooseClasses([3]);
  card = { ...models.card, id: 'other' } as ModelCard;
  expect(choice.classes).toBeNull();
  choice.chooseClasses([0]);
  card = models.card;
  expect(choice.classes).toEqual([3]);
});

test('a contrast stays one in every column, and the class held against has none', () => {
  const choice = new CompareChoice(scene({ target: { class: score(2), versus: score(1) } }));
  expect(choice.columns).toMatchObject([
    { target: { class: { index: 2 }, versus: { index: 1 } }, title: 'hen − cock' },
    { target: { class: { index: 0 }, versus: { index: 1 } }, title: 'tench − cock' },
  ]);
});

test('photos are the one on show and the next, or those chosen, in the order of the folder', () => {
  const choice = new CompareChoice(scene());
  choice.across = 'images';
  expect(titles(choice)).toEqual(['b.png', 'c.png']);
  choice.chooseImages([PHOTOS[2]!.id, PHOTOS[0]!.id]);
  expect(titles(choice)).toEqual(['a.png', 'c.png']);
  expect(choice.columns[0]?.target).toEqual({ class: { rank: 1 } });
});

test('the time is of all maps, with the Shapley values only where they have a closed form', () => {
  const affine = new CompareChoice(scene());
  affine.methods = ['lift-cam', 'grad-cam'];
  expect(affine.milliseconds).toBe(3 * (10 + 20 + 5));
  const other = new CompareChoice(scene({}, 'non-linear'));
  other.methods = ['lift-cam', 'grad-cam'];
  expect(other.milliseconds).toBe(3 * (10 + 20));
  other.methods = ['lift-cam', 'score-cam'];
  expect(other.milliseconds).toBeNull();
});

test('maps share one colour range unless each is to have its own', () => {
  expect(new CompareChoice(scene()).sharedRange).toBe(true);
});
