import { resolve } from 'node:path';
import type { ModelCard } from '../../../shared/modelCard.ts';
import type { ClassScore } from '../../../shared/result.ts';
import { boxesOnInput } from '../../engine/boxes/boxesOnInput.ts';
import { PhotoNames } from '../../engine/boxes/photoNames.ts';
import { readGroundTruth } from '../../engine/boxes/readGroundTruth.ts';
import type { Box } from '../../engine/metrics/metric.ts';
import { listInputs, type Input, type LoadedInput } from './inputs.ts';

/** The boxes of a class on an input; null where no ground truth was given. */
export type FindBoxes = (
  input: Input,
  loaded: LoadedInput,
  target: ClassScore,
) => Promise<readonly Box[] | null>;

/**
 * Reads the ground truth of inputs.
 * @param file as --boxes names it @param paths the inputs, among which names are told apart
 * @throws WorkbenchError 'input-invalid'; the same where the boxes of an input cannot be told or used
 */
export async function openBoxes(
  file: string | undefined,
  paths: readonly string[],
  card: ModelCard,
): Promise<FindBoxes> {
  if (file === undefined) return () => Promise.resolve(null);
  const truth = await readGroundTruth(file);
  const photos: string[] = [];
  for await (const { path } of listInputs(paths, card, () => undefined)) photos.push(resolve(path));
  const names = new PhotoNames(photos);
  return async ({ path }, { placement }, { index, label }) => {
    const annotated = (await truth.of(path, () => Promise.resolve(names))) ?? NOTHING;
    return boxesOnInput(annotated, placement, card.input, index, label);
  };
}

const NOTHING = { file: null, size: null, boxes: [] };
