import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { AnnotatedImage } from './annotation.ts';
import { closeness } from './closeness.ts';
import { namesOf, type PhotoNames } from './photoNames.ts';

/** One photo's annotation. */
export interface Annotation {
  readonly image: AnnotatedImage;
  /** The file that it stands in. */
  readonly source: string;
  /** Where the photo lies by what the file says and where the file lies: absolute paths, with the ending or without. */
  readonly places: readonly string[];
}

/** Annotations of many photos. */
export class GroundTruth {
  readonly #called = new Map<string, Annotation[]>();

  constructor(annotations: Iterable<Annotation>) {
    for (const each of annotations)
      for (const name of new Set(each.places.map((place) => path.basename(place)))) {
        const called = this.#called.get(name);
        if (called) called.push(each);
        else this.#called.set(name, [each]);
      }
  }

  /**
   * What is known of a photo; undefined where nothing is. Of several photos or annotations of the same name those belong together
   * whose folders are called the same.
   * @param photos all photos among which it is to be told apart; asked for where the photo does not lie just where the annotation says
   * @throws WorkbenchError 'input-invalid' where it cannot be told which annotation the photo has
   */
  async of(photo: string, photos: () => Promise<PhotoNames>): Promise<AnnotatedImage | undefined> {
    const own = path.resolve(photo);
    const namesakes = new Set(namesOf(own).flatMap((name) => this.#called.get(name) ?? []));
    const fits = [...namesakes].map((each) => fitOf(own, each));
    const best = Math.max(0, ...fits);
    const [found, other] = [...namesakes].filter((_, at) => fits[at] === best);
    if (!found) return undefined;
    if (other)
      throw ambiguous(
        `${own} fits the boxes in ${found.source} and in ${other.source} equally well`,
        'Keep one of them, or name the photos there with their folders',
      );
    if (found.places.some((place) => place === own || place === withoutEnding(own))) return found.image;
    const known = await photos();
    const rivals = found.places
      .flatMap((place) => known.called(path.basename(place)))
      .filter((each) => each !== own);
    if (rivals.some((each) => fitOf(each, found) > best)) return undefined;
    const rival = rivals.find((each) => fitOf(each, found) === best);
    if (rival !== undefined)
      throw ambiguous(
        `the boxes in ${found.source} fit ${own} and ${rival} equally well`,
        'Name the photo there with its folder, or lay the file in a folder of the same name',
      );
    return found.image;
  }
}

function fitOf(photo: string, { places }: Annotation): number {
  return Math.max(...places.map((place) => closeness(photo, place)));
}

function withoutEnding(file: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, name);
}

function ambiguous(what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('input-invalid', `It cannot be told whose boxes they are: ${what}. ${remedy}.`);
}
