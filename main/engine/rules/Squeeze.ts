import { reshaping } from './support/reshaping.ts';

export const Squeeze = reshaping('Squeeze', 13);
