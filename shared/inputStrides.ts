import type { ModelCard } from './modelCard.ts';

/** How far apart neighbouring pixels, and channels of one pixel, lie in a model's input. */
export function inputStrides({
  layout,
  channels,
  height,
  width,
}: Pick<ModelCard['input'], 'layout' | 'channels' | 'height' | 'width'>): {
  readonly pixel: number;
  readonly plane: number;
} {
  return layout === 'NCHW' ? { pixel: 1, plane: height * width } : { pixel: channels, plane: 1 };
}
