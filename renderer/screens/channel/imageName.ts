/** The name of a photo in its folder. @param image its id: folder and relative path */
export function imageName(image: string): string {
  return image.slice(image.indexOf('/') + 1);
}
