// The licences of the packages that a build puts into its own files, to be shipped beside them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const MODULES = `${sep}node_modules${sep}`;

/** @param files absolute paths of everything that went into a build @returns the text of a notices file */
export function notices(files) {
  const folders = new Set(files.map(packageFolder).filter((folder) => folder !== null));
  const entries = [...folders].map(notice).sort((a, b) => (a.title < b.title ? -1 : 1));
  const unique = [...new Map(entries.map((entry) => [entry.title, entry])).values()];
  const rule = '-'.repeat(78);
  const parts = unique.map(({ title, text }) => `${rule}\n${title}\n\n${text.trim()}\n`);
  return `This part of LIFT-CAM Workbench contains the following packages.\n\n${parts.join('\n')}`;
}

/** The folder of the package that a file belongs to; null for a file of this repository. */
function packageFolder(file) {
  const at = file.lastIndexOf(MODULES);
  if (at < 0) return null;
  const inside = file.slice(at + MODULES.length).split(sep);
  const name = inside.slice(0, inside[0].startsWith('@') ? 2 : 1);
  const folder = join(file.slice(0, at + MODULES.length), ...name);
  return existsSync(join(folder, 'package.json')) ? folder : null;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  if (license === undefined && texts.length === 0) throw new Error(`${name} ${version} names no licence.`);
  return {
    title: `${name} ${version}${license === undefined ? '' : ` (${license})`}`,
    text: texts.join('\n\n') || `Licence: ${license}`,
  };
}
