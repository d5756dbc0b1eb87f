import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { Builder } from '../../../main/engine/onnx/builder.ts';
import { DataType } from '../../../main/engine/onnx/constant.ts';
import { ruleFor, rules } from '../../../main/engine/rules/index.ts';
import { NEWEST } from '../../../main/engine/rules/support/rule.ts';
import { createSession } from '../../../main/engine/runtime/session.ts';
import { OLDEST, opsetsOf } from '../../support/caseOpsets.ts';
import { attributesOf, versionAt, versionsOf } from '../../support/operators.ts';
import type { RuleCase } from '../../support/ruleCase.ts';
import { smallModel } from '../../support/smallModel.ts';
import { ruleCases } from './cases/index.ts';
import { cases as steps } from './cases/steps.ts';

const FOLDER = join(import.meta.dirname, '../../../main/engine/rules');
const operators = rules.map((rule) => rule.op);

test('every file of the folder is in the index, under the name of its operator', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  expect(files.map((name) => basename(name, '.ts')).sort()).toEqual([...operators].sort());
});

test('an operator has one rule', () => {
  expect(new Set(operators).size).toBe(operators.length);
  for (const rule of rules) expect(ruleFor(rule.op)).toBe(rule);
});

test('every rule has cases, and every case a rule or an operator that changes in steps', () => {
  expect(Object.keys(ruleCases).sort()).toEqual([...operators, ...Object.keys(steps)].sort());
  for (const cases of Object.values(ruleCases)) {
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((each) => each.name)).size).toBe(cases.length);
  }
});

/** Versions of an operator that ONNX Runtime has no kernel of. */
const UNTRIED: Readonly<Record<string, readonly number[]>> = { GlobalLpPool: [22] };

const TRAINING = ['momentum', 'training_mode', 'seed'];
/** Of other results than the first, or of the precision inside the operator. */
const ELSEWHERE = [
  'storage_order',
  'qk_matmul_output_mode',
  'softmax_precision',
  'stash_type',
  'saturate',
  'round_mode',
];
/** Attributes that are refused by name when they are set. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  Attention: ['left_window_size', 'right_window_size'],
};

test.each(Object.keys(ruleCases))('every version of %s that the engine reads has a case', (op) => {
  const opsets = (ruleCases[op] ?? []).flatMap((each) => opsetsOf(op, each));
  const tried = new Set(opsets.map((opset) => versionAt(op, opset)));
  const versions = versionsOf(op).filter((version) => version <= NEWEST);
  const read = versions.filter(
    (version, index) => version >= OLDEST || (versions[index + 1] ?? NEWEST + 1) > OLDEST,
  );
  const missing = read.filter((version) => !tried.has(version));
  expect(missing).toEqual(UNTRIED[op] ?? []);
});

test.each(rules)('every attribute of $op is set in a case', ({ op }) => {
  const set = new Set((ruleCases[op] ?? []).flatMap((each) => attributesSet(op, each)));
  const ignored = [...TRAINING, ...ELSEWHERE, ...(REFUSED[op] ?? [])];
  expect(attributesOf(op).filter((name) => !set.has(name) && !ignored.includes(name))).toEqual([]);
});

/** Attributes that a case gives its operator. */
function attributesSet(op: string, each: RuleCase): string[] {
  const input = { name: 'x', dtype: DataType.float32, dims: [1, ...each.shape] };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [input] });
  const y = each.build(builder, 'x');
  const { nodes } = builder.graph('case', [input], [{ name: y, dtype: DataType.float32, dims: null }]);
  return nodes.filter((node) => node.op === op).flatMap((node) => [...node.attributes.keys()]);
}

test.each(rules)('$op is for operator sets that the engine reads', (rule) => {
  const [from, to] = rule.opset;
  expect(to).toBe(NEWEST);
  expect(from).toBeLessThanOrEqual(to);
});

test('the newest operator set of the rules is the newest that ONNX Runtime takes', async () => {
  const options = { provider: 'cpu', threads: 1 } as const;
  const session = await createSession(
    smallModel(NEWEST, [1], (b, x) => b.node('Relu', [x])),
    options,
  );
  await session.release();
  const next = smallModel(NEWEST + 1, [1], (b, x) => b.node('Relu', [x]));
  await expect(createSession(next, options)).rejects.toThrow(/operator set 27 is newer than 26/);
});
