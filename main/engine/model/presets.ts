import type { EngineCalls } from '../../../shared/api.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { torchvisionPreset } from './sources/torchvision.ts';
import { torchvisionPresets } from './sources/torchvisionPresets.ts';

type Preset = EngineCalls['model.settings']['output']['presets'][number];

/** The presets that an input can take: of its size, or of any where it leaves the size open. */
export function presetsFor(input: ModelCard['input']): Preset[] {
  if (input.channels !== 3) return [];
  return [...torchvisionPresets].flatMap(([name, { crop }]) => {
    if (!input.open && (input.height !== crop || input.width !== crop)) return [];
    const size = { height: crop, width: crop };
    const preprocessing = torchvisionPreset(name).preprocessing?.({ ...input, ...size });
    return preprocessing ? [{ name, size, preprocessing }] : [];
  });
}
