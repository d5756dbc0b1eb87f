/** Ids of what comes with the application: the same wherever it lies, which is elsewhere at each start of an AppImage. */
export const BUNDLED_FOLDER = 'bundled-photos';
export const BUNDLED_MODEL = 'bundled-model';
