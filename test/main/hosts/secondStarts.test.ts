import { expect, it, vi } from 'vitest';
import { openSecondStarts } from '../../../main/hosts/secondStarts.ts';
import type { DesktopArguments } from '../../../main/hosts/desktopArguments.ts';

function begin() {
  let come = (): void => undefined;
  const up = new Promise<void>((resolve) => (come = resolve));
  const open = vi.fn((_named: DesktopArguments) => Promise.resolve());
  const refuse = vi.fn();
  return { hand: openSecondStarts(up, open, refuse), come: () => come(), open, refuse };
}

it('opens what was named before the page was there once it is, in the same order', async () => {
  const { hand, come, open, refuse } = begin();
  hand({ folder: '/photos' });
  hand({ model: '/net.onnx' });
  await new Promise(setImmediate);
  expect(open).not.toHaveBeenCalled();
  come();
  await vi.waitFor(() => {
    expect(open.mock.calls).toEqual([[{ folder: '/photos' }], [{ model: '/net.onnx' }]]);
  });
  expect(refuse).not.toHaveBeenCalled();
});

it('tells what cannot be opened or understood, and opens what comes after it', async () => {
  const { hand, come, open, refuse } = begin();
  come();
  open.mockRejectedValueOnce(new Error('gone'));
  for (const handed of [{ folder: '/gone' }, null, { folder: 3 }, { folder: '/photos' }]) hand(handed);
  await vi.waitFor(() => {
    expect(open).toHaveBeenLastCalledWith({ folder: '/photos' });
  });
  expect(open).toHaveBeenCalledTimes(2);
  expect(refuse.mock.calls).toMatchObject([
    [{ message: 'gone' }],
    [{ code: 'input-invalid' }],
    [{ code: 'input-invalid' }],
  ]);
});
