import type { Box, Metric } from './metric.ts';
import { explanationMap } from './support/explanationMap.ts';
import { MAP_PROTOCOL } from './support/maskedScores.ts';
import { noParams } from './support/noParams.ts';

/** Energy-based pointing game (Wang et al. 2020): the share of sum(E) inside the union of the boxes of the class. */
export const pointingGame: Metric<typeof noParams> = {
  id: 'pointing-game',
  title: 'Energy-based pointing game',
  short: 'Pointing',
  summary: 'Share of the map that lies inside the ground-truth boxes of the class.',
  paper: {
    title:
      'Wang et al., Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks, CVPRW 2020',
    url: 'https://arxiv.org/abs/1910.01279',
  },
  better: 'higher',
  params: noParams,
  needs: ['boxes'],
  run({ map, classifier, boxes }) {
    const { height, width } = classifier.input;
    const protocol = { map: MAP_PROTOCOL, inside: 'centre of the pixel in the union of the boxes' };
    const undefinedAs = (note: string) => Promise.resolve({ value: null, parts: {}, protocol, note });
    if (boxes === null) return undefinedAs('No boxes were given.');
    if (boxes.length === 0) return undefinedAs('The image has no box of the class.');
    const explanation = explanationMap(map, height, width);
    let [inside, all, covered] = [0, 0, 0];
    for (const [at, energy] of explanation.entries()) {
      const isInside = boxes.some((box) => holds(box, (at % width) + 0.5, Math.floor(at / width) + 0.5));
      if (isInside) inside += energy;
      if (isInside) covered += 1;
      all += energy;
    }
    if (all === 0) return undefinedAs('The map is zero everywhere.');
    if (covered === 0) return undefinedAs('The boxes of the class lie outside of what the model saw.');
    const parts = { boxes: boxes.length, covered: covered / explanation.length };
    return Promise.resolve({ value: inside / all, parts, protocol, note: null });
  },
};

function holds({ left, top, right, bottom }: Box, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}
