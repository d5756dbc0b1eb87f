import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Picture {
  readonly height: number;
  readonly width: number;
}

interface References {
  readonly imputation: Picture & {
    readonly image: readonly number[];
    readonly cases: readonly { readonly missing: readonly number[]; readonly filled: readonly number[] }[];
  };
  readonly road: readonly {
    readonly case: string;
    readonly explanation: readonly number[];
    readonly morf: readonly number[];
    readonly lerf: readonly number[];
    readonly combined: number;
  }[];
  readonly adcc: readonly {
    readonly case: string;
    readonly coherency: number;
    readonly complexity: number;
    readonly averageDrop: number;
    readonly value: number;
  }[];
  readonly ssim: Picture & {
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly value: number;
  };
}

const FILE = join(import.meta.dirname, '../fixtures/metrics/references.json');

/** Numbers of published implementations (see makeReferences.py beside them). */
export const references = JSON.parse(readFileSync(FILE, 'utf8')) as References;
