import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { unreadableBoxes } from './annotation.ts';
import { parseCocoJson } from './cocoJson.ts';
import { GroundTruth, type Annotation } from './groundTruth.ts';
import { parseVocXml } from './vocXml.ts';

/**
 * Reads a COCO .json file, a Pascal VOC .xml file, or every one of those below a folder.
 * @throws WorkbenchError 'input-invalid'
 */
export async function readGroundTruth(target: string): Promise<GroundTruth> {
  const annotations: Annotation[] = [];
  for (const file of await annotationFiles(target)) {
    const text = await readFile(file, 'utf8');
    const found = /\.json$/i.test(file) ? ofCoco(text, file) : [ofVoc(text, file)];
    for (const each of found) annotations.push(each);
  }
  return new GroundTruth(annotations);
}

/** A COCO file names its photos from its own folder on. */
function ofCoco(text: string, file: string): Annotation[] {
  return parseCocoJson(text, file).map((image) => ({
    image,
    source: file,
    places: [placeIn(path.dirname(file), image.file ?? '')],
  }));
}

/** An .xml file belongs to the photo that it names and to the one of its own name; in `Annotations` to one in `../JPEGImages`. */
function ofVoc(text: string, file: string): Annotation {
  const image = parseVocXml(text, file);
  const { dir, name } = path.parse(file);
  const folders = path.basename(dir) === 'Annotations' ? [dir, path.join(dir, '..', 'JPEGImages')] : [dir];
  const names = image.file === null ? [name] : [name, image.file];
  return {
    image,
    source: file,
    places: folders.flatMap((folder) => names.map((each) => placeIn(folder, each))),
  };
}

/** @param named with the separators of whatever system wrote it */
function placeIn(folder: string, named: string): string {
  return path.resolve(folder, path.join(...named.split(/[\\/]/)));
}

async function annotationFiles(target: string): Promise<string[]> {
  const info = await stat(target).catch(() => undefined);
  if (info === undefined) throw unreadableBoxes(target, 'there is no such file or folder');
  if (!info.isDirectory()) {
    if (isAnnotation(target)) return [target];
    throw unreadableBoxes(target, 'its name ends neither in .json nor in .xml');
  }
  const files = await annotationsBelow(target);
  if (files.length === 0) throw unreadableBoxes(target, 'the folder holds no .json and no .xml file');
  return files;
}

/** In the order of their paths; links to folders and hidden folders are left out. */
async function annotationsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.')) files.push(...(await annotationsBelow(file)));
    else if (!entry.isDirectory() && isAnnotation(entry.name)) files.push(file);
  }
  return files;
}

function isAnnotation(name: string): boolean {
  return /\.(json|xml)$/i.test(name);
}
