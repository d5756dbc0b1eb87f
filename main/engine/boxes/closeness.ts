import path from 'node:path';

/**
 * How well a photo fits the place that an annotation names: 1 for the same file name, 1 more for every folder above that is called
 * the same, and 1/2 where the name's ending is named too; 0 for another name.
 * @param place path of a photo, with its ending or without
 */
export function closeness(photo: string, place: string): number {
  const [file = '', ...folders] = partsOf(photo);
  const [name = '', ...named] = partsOf(place);
  if (file !== name && path.parse(file).name !== name) return 0;
  const differs = folders.findIndex((folder, above) => folder !== named[above]);
  return 1 + (differs < 0 ? folders.length : differs) + (file === name ? 0.5 : 0);
}

/** The file's name, its folder, the folder above it, and so on. */
function partsOf(file: string): string[] {
  return file.split(/[\\/]/).reverse();
}
