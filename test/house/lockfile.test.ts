import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repository } from '../support/repository.ts';

interface Locked {
  version?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** A lockfile made on one platform can leave out the native builds of the others; `npm ci` then refuses it everywhere. */
it('locks the native packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync(`${repository}/package-lock.json`, 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const missing = Object.values(packages)
    .filter(({ dev }) => dev !== true)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => packages[`node_modules/${name}`] === undefined);
  expect(missing).toEqual([]);
});
