import { expect, it } from 'vitest';
import { memoryPorts } from '../../../main/rpc/ports/memory.ts';
import { serve } from '../../../main/rpc/serve.ts';
import { openWire, type ClientFunctions, type ServerFunctions } from '../../../shared/rpc/wire.ts';
import { createProbeService, probeContract } from '../../support/contracts.ts';

function openRaw() {
  const [server, client] = memoryPorts();
  serve(server, probeContract, createProbeService({ called: [], sent: 0, stopped: 0 }));
  return openWire<ServerFunctions, ClientFunctions>(client, {
    event: async () => undefined,
    notice: () => undefined,
  });
}

it('refuses a second job under the name of a running one', async () => {
  const wire = openRaw();
  const first = wire.start('same', 'endless', {});
  await expect(wire.start('same', 'endless', {})).resolves.toMatchObject({
    ok: false,
    error: { code: 'input-invalid' },
  });
  await wire.cancel.asEvent('same');
  await expect(first).resolves.toMatchObject({ ok: false, error: { code: 'cancelled' } });
  const again = wire.start('same', 'count', { to: 1 });
  await expect(again).resolves.toEqual({ ok: true, value: { sent: 1 } });
});

it('refuses a job whose name is no text', async () => {
  await expect(openRaw().start(7 as never, 'count', { to: 1 })).resolves.toMatchObject({ ok: false });
});

it('bounds the jobs that one port may run', async () => {
  const wire = openRaw();
  const started = Array.from({ length: 256 }, (_, index) => wire.start(`job ${index}`, 'endless', {}));
  await expect(wire.start('one more', 'endless', {})).resolves.toMatchObject({ ok: false });
  for (let index = 0; index < 256; index += 1) await wire.cancel.asEvent(`job ${index}`);
  await Promise.all(started);
});
