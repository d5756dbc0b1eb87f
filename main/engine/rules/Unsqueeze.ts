import { reshaping } from './support/reshaping.ts';

export const Unsqueeze = reshaping('Unsqueeze', 13);
