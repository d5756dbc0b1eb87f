import { zipSync } from 'fflate';
import type { Tensor } from '../../../shared/tensor.ts';
import { writeNpy } from './npy.ts';

/** A NumPy .npz archive: one `<name>.npy` per array, as `numpy.load` reads it. */
export function writeNpz(arrays: Readonly<Record<string, Tensor>>): Uint8Array {
  const entries = Object.entries(arrays).map(([name, tensor]) => [`${name}.npy`, writeNpy(tensor)] as const);
  // A fixed date (the earliest a zip can hold) keeps equal arrays equal files.
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: '1980-01-01T00:00:00' });
}
