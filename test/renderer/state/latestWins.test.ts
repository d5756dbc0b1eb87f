import { describe, expect, it } from 'vitest';
import { LatestWins } from '../../../renderer/state/latestWins.ts';

/** Lets everything that is ready run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function open() {
  const asked: { question: number; answer(value: string): void; fail(error: Error): void }[] = [];
  const answers: string[] = [];
  const failures: unknown[] = [];
  const queue = new LatestWins<number, string>(
    (question) =>
      new Promise((answer, fail) => {
        asked.push({ question, answer, fail });
      }),
    { answered: (answer) => answers.push(answer), failed: (error) => failures.push(error) },
  );
  return { asked, answers, failures, queue };
}

describe('LatestWins', () => {
  it('asks one question at a time and then only the newest', async () => {
    const { asked, answers, queue } = open();
    for (const question of [1, 2, 3, 4]) queue.push(question);
    expect(asked.map((entry) => entry.question)).toEqual([1]);
    asked[0]?.answer('one');
    await settle();
    expect(asked.map((entry) => entry.question)).toEqual([1, 4]);
    asked[1]?.answer('four');
    await settle();
    expect(answers).toEqual(['four']);
  });

  it('drops what is under way and what waits', async () => {
    const { asked, answers, queue } = open();
    queue.push(1);
    queue.push(2);
    queue.drop();
    asked[0]?.answer('one');
    await settle();
    expect(asked).toHaveLength(1);
    expect(answers).toEqual([]);
  });

  it('goes on after a failure, and hands on only the failure of the newest', async () => {
    const { asked, answers, failures, queue } = open();
    queue.push(1);
    queue.push(2);
    asked[0]?.fail(new Error('stale'));
    await settle();
    asked[1]?.fail(new Error('newest'));
    await settle();
    expect(failures).toEqual([new Error('newest')]);
    queue.push(3);
    asked[2]?.answer('three');
    await settle();
    expect(answers).toEqual(['three']);
  });
});
