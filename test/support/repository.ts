import { fileURLToPath } from 'node:url';

/** Folder of this repository, without a slash at its end. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
