import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { ruleFor, rules } from '../../../main/engine/rules/index.ts';
import { NEWEST } from '../../../main/engine/rules/support/rule.ts';
import { createSession } from '../../../main/engine/runtime/session.ts';
import { smallModel } from '../../support/smallModel.ts';
import { ruleCases } from './cases/index.ts';

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

test('every rule has cases, and every case a rule', () => {
  expect(Object.keys(ruleCases).sort()).toEqual([...operators].sort());
  for (const cases of Object.values(ruleCases)) {
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((each) => each.name)).size).toBe(cases.length);
  }
});

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
  await expect(createSession(next, options)).rejects.toThrow(/opset/i);
});
