import { expect, test, vi } from 'vitest';
import { Previews } from '../../../main/engine/model/previews.ts';
import type { OpenModel, OpenWish } from '../../../main/engine/model/openModel.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/job.ts';

const open = { card: { path: 'net.onnx' }, wished: {} } as unknown as OpenModel;
const read = {
  card: { input: {}, output: {} },
  describedBy: () => ({ preprocessing: {}, labels: [], labelsSource: '', activation: null, warnings: [] }),
} as unknown as OpenModel;

/** A reading that each test ends by hand; one whose asker leaves is cancelled. */
function readings() {
  const ends: ((model: OpenModel) => void)[] = [];
  const reader = vi.fn(
    (_file: string, _wish: OpenWish, signal?: CancelSignal) =>
      new Promise<OpenModel>((resolve, reject) => {
        ends.push(resolve);
        signal?.addEventListener('abort', () => {
          reject(new WorkbenchError('cancelled', 'Reading was cancelled.'));
        });
      }),
  );
  return { previews: new Previews(reader), reader, ends };
}

const settings = { output: 'features' };

test('who shares a reading does not lose it with the one who began it', async () => {
  const { previews, reader, ends } = readings();
  const first = new AbortController();
  const leaving = previews.of(open, settings, null, first.signal);
  const staying = previews.of(open, settings, null, new AbortController().signal);
  const alsoStaying = previews.of(open, settings, null);
  await vi.waitFor(() => {
    expect(reader).toHaveBeenCalledOnce();
  });
  first.abort();
  await expect(leaving).rejects.toMatchObject({ code: 'cancelled' });
  await vi.waitFor(() => {
    expect(reader).toHaveBeenCalledTimes(2);
  });
  ends[1]?.(read);
  expect(await Promise.all([staying, alsoStaying])).toMatchObject([{ photo: null }, { photo: null }]);
  expect(reader).toHaveBeenCalledTimes(2);
});

test('who shares a reading and leaves too is told that it was cancelled, and nothing is read again', async () => {
  const { previews, reader } = readings();
  const stop = new AbortController();
  const asked = [1, 2].map(() => previews.of(open, settings, null, stop.signal));
  stop.abort();
  const cancelled = { reason: { code: 'cancelled' } };
  expect(await Promise.allSettled(asked)).toMatchObject([cancelled, cancelled]);
  expect(reader).toHaveBeenCalledOnce();
});
