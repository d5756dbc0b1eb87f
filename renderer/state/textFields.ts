/** Selects the elements that text is typed into. */
export const TEXT_FIELDS = 'textarea, input:not([type="range"], [type="checkbox"], [type="radio"])';
