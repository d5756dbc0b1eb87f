import { expect, test } from 'vitest';
import { demandOf, paramComplaint, type NumberParam } from '../../../renderer/components/paramComplaint.ts';

const param = (own: Partial<NumberParam>): NumberParam => ({
  title: 'Size',
  description: '',
  type: 'integer',
  default: 1,
  ...own,
});

test('takes what the bounds hold, and says what they are of what they do not', () => {
  const count = param({ minimum: 0, maximum: 64 });
  expect(['0', '64', ' 7 '].map((text) => paramComplaint(count, text))).toEqual([null, null, null]);
  for (const wrong of ['-1', '65', '1.5', '', 'many', 'Infinity'])
    expect(paramComplaint(count, wrong)).toBe('Not taken: give a whole number from 0 to 64.');
});

test('an exclusive bound is not taken, and steps are held', () => {
  const epsilon = param({ type: 'number', exclusiveMinimum: 0, maximum: 10 });
  expect(paramComplaint(epsilon, '0')).toBe('Not taken: give a number above 0, up to 10.');
  expect(paramComplaint(epsilon, '1e-9')).toBeNull();
  const even = param({ minimum: 4, multipleOf: 2 });
  expect(paramComplaint(even, '5')).toBe('Not taken: give a multiple of 2 from 4 on.');
  expect(paramComplaint(even, '6')).toBeNull();
  expect(demandOf(param({ type: 'number' }))).toBe('a number');
});
