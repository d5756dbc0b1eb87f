import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileHash } from '../../../main/engine/images/fileHash.ts';
import { repository } from '../../support/repository.ts';

test('names a file by its bytes', async () => {
  const file = join(repository, 'models', 'samples', 'rocket.jpg');
  expect(await fileHash(file)).toBe(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  );
});

test('a file that is not there is said to be', async () => {
  await expect(fileHash('nowhere.png')).rejects.toThrow(/nowhere\.png.*ENOENT.*Check that it exists/);
});
