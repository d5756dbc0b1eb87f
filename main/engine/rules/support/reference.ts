/** Name of a forward tensor's value in the reference pass. */
export type Reference = (tensor: string) => string;
