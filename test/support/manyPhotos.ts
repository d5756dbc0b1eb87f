import { createCanvas, loadImage } from '@napi-rs/canvas';
import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samples } from './commandLine.ts';

const SOURCES = ['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'];
const WIDTH = 160;
const HEIGHT = 120;
/** One file in so many is broken. */
const BROKEN_EVERY = 100;
/** So many files are pictures of their own; those after them are the same once more, by hard links, which cost next to nothing. */
const OWN_PICTURES = 400;

/**
 * Writes `count` small photographs, cuttings of the bundled ones: `photo 00001.jpg` and so on. Every hundredth is broken, in
 * turn cut short and no picture at all, and says so in its name.
 * @returns how many are broken
 */
export async function writeManyPhotos(folder: string, count: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const sources = await Promise.all(SOURCES.map((name) => loadImage(join(samples, name))));
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  for (let index = 1; index <= count; index += 1) {
    const path = join(folder, nameOf(index));
    if (index > OWN_PICTURES) {
      await link(join(folder, nameOf(index - OWN_PICTURES)), path);
      continue;
    }
    const source = sources[index % sources.length];
    if (!source) throw new Error('no source');
    // A cutting of half to nearly all of the photo, at a place of its own.
    const share = 0.5 + 0.4 * ((index % 37) / 37);
    const [width, height] = [source.width * share, source.height * share];
    const x = (source.width - width) * ((index % 53) / 53);
    const y = (source.height - height) * ((index % 71) / 71);
    context.drawImage(source, x, y, width, height, 0, 0, WIDTH, HEIGHT);
    const bytes = canvas.toBuffer('image/jpeg', 70);
    const isCutShort = (index / BROKEN_EVERY) % 2 === 1;
    const damaged = isCutShort ? bytes.subarray(0, bytes.length / 2) : Buffer.from('no picture');
    await writeFile(path, isBroken(index) ? damaged : bytes);
  }
  return Math.floor(count / BROKEN_EVERY);
}

function isBroken(index: number): boolean {
  return index % BROKEN_EVERY === 0;
}

function nameOf(index: number): string {
  return `photo ${String(index).padStart(5, '0')}${isBroken(index) ? ' broken' : ''}.jpg`;
}
