import type { ModelSettings } from '../../shared/modelSettings.ts';

export type Recipe = NonNullable<ModelSettings['preprocessing']>;
export type Size = NonNullable<ModelSettings['size']>;

/** The same steps for another input size: a crop becomes that size, and the resize before it grows alike. */
export function resized(recipe: Recipe, from: Size, to: Size): Recipe {
  const scale = Math.max(to.height / from.height, to.width / from.width);
  const edge = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  const { resize, crop } = recipe;
  return {
    ...recipe,
    crop: crop && to,
    resize:
      resize === null
        ? null
        : 'shortestEdge' in resize
          ? { shortestEdge: edge(resize.shortestEdge) }
          : 'longestEdge' in resize
            ? { longestEdge: edge(resize.longestEdge) }
            : crop
              ? { height: edge(resize.height), width: edge(resize.width) }
              : to,
  };
}

export const RESIZES = ['shortestEdge', 'longestEdge', 'exact', 'none'] as const;
export type ResizeMode = (typeof RESIZES)[number];

export function resizeMode({ resize }: Recipe): ResizeMode {
  if (resize === null) return 'none';
  if ('shortestEdge' in resize) return 'shortestEdge';
  return 'longestEdge' in resize ? 'longestEdge' : 'exact';
}

/** A resize of another mode, of about the size that there was. */
export function withResizeMode(recipe: Recipe, mode: ResizeMode, input: Size): Recipe {
  const { resize } = recipe;
  const pixels =
    resize === null
      ? Math.max(input.height, input.width)
      : 'shortestEdge' in resize
        ? resize.shortestEdge
        : 'longestEdge' in resize
          ? resize.longestEdge
          : Math.max(resize.height, resize.width);
  switch (mode) {
    case 'none':
      return { ...recipe, resize: null, crop: input };
    case 'exact':
      return { ...recipe, resize: input, crop: null };
    case 'shortestEdge':
      return { ...recipe, resize: { shortestEdge: pixels }, crop: input };
    case 'longestEdge':
      return { ...recipe, resize: { longestEdge: pixels }, crop: input };
  }
}
