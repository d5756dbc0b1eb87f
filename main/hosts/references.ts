/** Where papers lie: the only addresses elsewhere that a page may have opened, and by the system's browser alone. */
const PLACES = ['https://arxiv.org/abs/', 'https://doi.org/', 'https://github.com/jacobgil/pytorch-grad-cam'];

export function isReference(address: string): boolean {
  return PLACES.some((place) => address.startsWith(place));
}
