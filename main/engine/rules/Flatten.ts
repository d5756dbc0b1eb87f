import { reshaping } from './support/reshaping.ts';

export const Flatten = reshaping('Flatten', 13);
