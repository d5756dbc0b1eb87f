import { WorkbenchError } from '../../../../shared/errors.ts';
import { IMAGENET_MEAN, IMAGENET_STD } from '../../images/defaultPreprocessing.ts';
import type { ModelFile } from '../modelFile.ts';
import { completeRecipe, shortestEdgeAndCrop } from './recipe.ts';
import type { Source } from './source.ts';
import { torchvisionPresets } from './torchvisionPresets.ts';

const HALF = [0.5, 0.5, 0.5];

/** A preset of torchvision by name: `resnet50`, `resnet50_v2`. @throws WorkbenchError 'input-invalid' */
export function torchvisionPreset(name: string, told = `torchvision's preset for ${name}`): Source {
  const preset = torchvisionPresets.get(name);
  if (!preset) {
    throw new WorkbenchError(
      'input-invalid',
      `There is no preset '${name}'. Choose from ${[...torchvisionPresets.keys()].join(', ')}.`,
    );
  }
  const { resize, crop, resample } = preset;
  const wide = name === 'efficientnet_v2_l';
  return {
    name: told,
    size: { height: crop, width: crop },
    preprocessing: (input) => {
      const steps = shortestEdgeAndCrop(resize, { height: crop, width: crop });
      const [mean, std] = wide ? [HALF, HALF] : [IMAGENET_MEAN, IMAGENET_STD];
      return completeRecipe({ ...steps, resample, rescale: 1 / 255, mean, std }, input, told);
    },
  };
}

/** The preset of the weights that a text names, as torchvision writes them: `ResNet50_Weights.IMAGENET1K_V2`. */
export function presetOfWeights(text: string): string | null {
  const [, model, version] = /(\w+)_Weights\.IMAGENET1K_V([12])\b/.exec(text) ?? [];
  if (model === undefined) return null;
  return known(version === '2' ? `${model}_v2` : model);
}

/** A guess by the file's name alone: `resnet50.onnx`, `resnet50-v2.onnx`. */
export function fileNameSource({ name }: ModelFile): Source | null {
  const bare = name.replace(/[-.]/g, '_').replace(/_(v1|imagenet1k_v1|imagenet|weights)$/i, '');
  const preset = known(bare.replace(/_imagenet1k(_v2)$/i, '$1'));
  if (preset === null) return null;
  const told = `torchvision's preset for ${preset}, by the file's name`;
  return { ...torchvisionPreset(preset, told), guessed: true };
}

function known(name: string): string | null {
  const lower = name.toLowerCase();
  return torchvisionPresets.has(lower) ? lower : null;
}
