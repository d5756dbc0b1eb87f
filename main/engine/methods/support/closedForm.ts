/** Said of weights that would take many runs of another head. */
export const CLOSED_FORM = 'Closed form: the head is affine, so no coalition has to be run.';
