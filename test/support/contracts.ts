import * as z from 'zod';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Service } from '../../shared/rpc/contract.ts';
import { tensorSchema } from '../../shared/tensor.ts';

/** A small contract that shows everything a port must carry. */
export const probeContract = {
  calls: {
    scale: { input: z.object({ tensor: tensorSchema, factor: z.number() }), output: tensorSchema },
    bytes: { input: z.object({ count: z.number() }), output: z.instanceof(Uint8Array) },
    fail: { input: z.object({ code: z.enum(['model-unreadable', 'internal']) }), output: z.null() },
    lie: { input: z.object({}), output: z.number() },
    never: { input: z.object({}), output: z.null() },
    optional: { input: z.object({ layer: z.string().optional() }), output: z.boolean() },
  },
  jobs: {
    count: { input: z.object({ to: z.number() }), event: z.number(), result: z.object({ sent: z.number() }) },
    endless: { input: z.object({}), event: z.number(), result: z.null() },
  },
  notices: { hello: z.object({ name: z.string() }) },
} as const;

/** What the probe service has seen, for the tests to look at. */
export interface ProbeLog {
  called: string[];
  sent: number;
  stopped: number;
}

export function createProbeService(log: ProbeLog): Service<typeof probeContract> {
  return {
    calls: {
      scale: async ({ tensor, factor }) => {
        log.called.push('scale');
        return { dims: tensor.dims, data: tensor.data.map((value) => value * factor) };
      },
      bytes: async ({ count }) => Uint8Array.from({ length: count }, (_, index) => index % 251),
      fail: async ({ code }) => {
        throw code === 'internal'
          ? new TypeError('first line\nsecond line')
          : new WorkbenchError(code, 'No such model.');
      },
      lie: async () => 'no number' as unknown as number,
      never: (_input, signal) => {
        signal?.addEventListener('abort', () => (log.stopped += 1));
        return new Promise(() => undefined);
      },
      optional: async ({ layer }) => layer === undefined,
    },
    jobs: {
      count: async ({ to }, emit) => {
        for (let index = 0; index < to; index += 1) {
          await emit(index);
          log.sent = index + 1;
        }
        return { sent: to };
      },
      endless: async (_input, emit, signal) => {
        for (let index = 0; !signal.aborted; index += 1) {
          await emit(index);
          await new Promise((resolve) => setImmediate(resolve));
        }
        log.stopped += 1;
        throw new WorkbenchError('cancelled', 'Stopped.');
      },
    },
  };
}
