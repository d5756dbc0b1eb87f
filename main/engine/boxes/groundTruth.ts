import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { unreadableBoxes, type AnnotatedImage } from './annotation.ts';
import { parseCocoJson } from './cocoJson.ts';
import { parseVocXml } from './vocXml.ts';

/** Annotations by the file names of their photos. */
export class GroundTruth {
  readonly #images: ReadonlyMap<string, AnnotatedImage>;

  constructor(images: ReadonlyMap<string, AnnotatedImage>) {
    this.#images = images;
  }

  /** What is known of a photo, by its file's name, with its ending or without; undefined where nothing is. */
  of(photo: string): AnnotatedImage | undefined {
    return this.#images.get(path.basename(photo)) ?? this.#images.get(path.parse(photo).name);
  }
}

/**
 * Reads a COCO .json file, a Pascal VOC .xml file, or every one of those in a folder. An .xml file belongs to the photo that
 * it names and to the one of its own name.
 * @throws WorkbenchError 'input-invalid'
 */
export async function readGroundTruth(target: string): Promise<GroundTruth> {
  const images = new Map<string, AnnotatedImage>();
  for (const file of await annotationFiles(target)) {
    const text = await readFile(file, 'utf8');
    if (/\.json$/i.test(file)) {
      for (const each of parseCocoJson(text, file))
        if (each.file) images.set(path.posix.basename(each.file), each);
    } else {
      const each = parseVocXml(text, file);
      images.set(path.parse(file).name, each);
      if (each.file) images.set(path.posix.basename(each.file), each);
    }
  }
  return new GroundTruth(images);
}

async function annotationFiles(target: string): Promise<string[]> {
  const info = await stat(target).catch(() => undefined);
  if (info === undefined) throw unreadableBoxes(target, 'there is no such file or folder');
  if (!info.isDirectory()) {
    if (isAnnotation(target)) return [target];
    throw unreadableBoxes(target, 'its name ends neither in .json nor in .xml');
  }
  const files = (await readdir(target)).filter(isAnnotation).sort();
  if (files.length === 0) throw unreadableBoxes(target, 'the folder holds no .json and no .xml file');
  return files.map((name) => path.join(target, name));
}

function isAnnotation(name: string): boolean {
  return /\.(json|xml)$/i.test(name);
}
