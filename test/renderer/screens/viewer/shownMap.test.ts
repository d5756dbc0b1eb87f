import { describe, expect, it } from 'vitest';
import {
  mapName,
  shownActivation,
  shownActivations,
  shownContribution,
} from '../../../../renderer/screens/viewer/shownMap.ts';
import { explanation } from '../../support/explanation.ts';

const VIEW = {
  colormap: 'turbo',
  opacity: 0.5,
  signed: false,
  interpolation: 'bilinear',
  style: 'filled',
} as const;
const LOOK = { overlay: VIEW, magnitudeColormap: 'turbo' } as const;

describe('activations of a channel on several photos', () => {
  const weak = explanation({ activation: Float32Array.of(0, 1, 0, 0, 0, 0) });
  const strong = explanation({ activation: Float32Array.of(0, 4, 0, 0, 0, 0) });

  it('are on one scale, so that a weak one looks weak', () => {
    const [first, second] = shownActivations([weak, strong], 0, LOOK);
    expect(first?.range).toEqual(second?.range);
    expect(first?.range).toMatchObject({ low: 0, high: 4 });
    expect([...(first?.map.signed ?? [])]).toEqual([0, 1]);
    expect(shownActivation(weak, 0, LOOK).range.high).toBe(1);
  });

  it('are centred on zero where one of them is negative anywhere', () => {
    const negative = explanation({ activation: Float32Array.of(-2, 1, 0, 0, 0, 0) });
    const shown = shownActivations([weak, negative], 0, LOOK);
    for (const { view, range } of shown) {
      expect(view).toMatchObject({ colormap: 'red-blue', signed: true });
      expect(range).toMatchObject({ low: -2, high: 2 });
    }
  });

  it('have the colours chosen for what is never negative, while the saliency map is signed', () => {
    const overlay = { ...VIEW, colormap: 'red-blue', signed: true } as const;
    const { view } = shownActivation(weak, 0, { overlay, magnitudeColormap: 'cividis' });
    expect(view).toMatchObject({ colormap: 'cividis', signed: false, opacity: 0.5 });
  });

  it('of no photos are none', () => {
    expect(shownActivations([], 0, LOOK)).toEqual([]);
  });
});

it('a contribution is always signed, zero in the middle', () => {
  const values = Float32Array.of(-1, 3);
  const shown = shownContribution({ channel: 2, height: 1, width: 2, values, sum: 2, exact: false }, VIEW);
  expect(shown).toMatchObject({ what: 'contribution', channel: 2 });
  expect(mapName(shown)).toBe('Contribution of channel 2');
  expect(shown.view).toMatchObject({ colormap: 'red-blue', signed: true });
  expect(shown.range).toMatchObject({ low: -3, high: 3 });
});
