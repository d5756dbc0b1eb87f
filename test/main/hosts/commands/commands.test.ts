import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildCommandLine, liftcam, startLiftcam } from '../../../support/commandLine.ts';

beforeAll(buildCommandLine);

async function json(...parameters: string[]): Promise<unknown> {
  const { status, stdout, complaints } = await liftcam(...parameters, '--json');
  expect({ status, complaints }).toEqual({ status: 0, complaints: [] });
  return JSON.parse(stdout);
}

it('lists the layers, as a table and as JSON', async () => {
  const { layers, defaultReason } = (await json('layers')) as {
    layers: { tensor: string; headShare: number }[];
    defaultReason: string;
  };
  expect(defaultReason).toBe('last activation before global average pooling');
  expect(layers.at(-1)).toEqual({
    tensor: 'hardtanh_32',
    shape: [1280, 7, 7],
    path: '_swish',
    op: 'Clip',
    head: 'affine',
    // The classifier: 1280 channels to 1000 classes.
    headMultiplyAdds: 1_280_000,
    headShare: expect.closeTo(0.0033, 3),
    default: true,
    obstacle: null,
  });
  expect(layers.find(({ tensor }) => tensor === 'add_6')).toMatchObject({
    head: 'non-linear',
    default: false,
    obstacle: null,
  });
  expect(layers[0]?.headShare).toBeGreaterThan(0.9);
  const { stdout } = await liftcam('layers');
  expect(stdout).toMatch(/hardtanh_32 \*.*1280 × 7 × 7.*_swish.*affine.*<1%/);
});

it('says what works here, and why the rest does not', async () => {
  const report = (await json('doctor')) as { providers: { id: string; usable: boolean; reason: unknown }[] };
  expect(report).toMatchObject({ versions: { node: process.versions.node, runtime: expect.any(String) } });
  expect(report.providers.map(({ id }) => id)).toEqual(['cuda', 'webgpu', 'coreml', 'dml', 'cpu']);
  for (const { usable, reason } of report.providers)
    expect(reason).toEqual(usable ? null : expect.stringMatching(/./));
  expect(report.providers.at(-1)).toEqual({ id: 'cpu', usable: true, reason: null });
});

it(
  'measures every stage at the default layer and behind a head that is not linear',
  { timeout: 180_000 },
  async () => {
    const stages = ['forward', 'backbone', 'explain', 'classSwitch', 'coalition'];
    const times = Object.fromEntries(stages.map((stage) => [stage, expect.any(Number)]));
    const measured = { method: 'lift-cam', params: {}, runs: 50, warmUps: 10 };
    const rate = expect.any(Number);
    const coalitions = { perSecond: rate, naivePerSecond: rate, ratio: rate };
    // Named by its file, the bundled model is still the bundled model.
    const named = ['--model', join('models', 'efficientnet-lite0', 'model.onnx')];
    const report = (await json('bench', '--runs', '1', ...named)) as Record<string, unknown>;
    expect(report).toMatchObject({ runs: 50, warmUps: 10, provider: 'cpu', ms: times, ratios: times });
    expect(report.layers).toEqual([
      {
        layer: 'hardtanh_32',
        head: 'affine',
        coalitions: null,
        ...measured,
        ms: report.ms,
        ratios: report.ratios,
      },
      { layer: 'add_6', head: 'non-linear', coalitions, ...measured, ms: times, ratios: times },
    ]);
    expect(report.ratios).toHaveProperty('forward', 1);
  },
);

it('serves the workbench until it is told to end', async () => {
  const { child, ended } = startLiftcam('serve');
  const [text] = (await once(child.stdout!, 'data')) as [string];
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(text)?.[0] ?? '';
  expect(await (await fetch(address)).text()).toContain('<title>');
  child.kill('SIGINT');
  expect((await ended).status).toBe(0);
});

it.each([
  [['serve', '--port', '70000'], /from 0 to 65535/],
  [['serve', '--port', '0', '/no/such/folder'], /\/no\/such\/folder/],
  [['serve', '--labels', '/no/such.txt'], /There is no file '\/no\/such\.txt'/],
  [['bench', '--method', 'lift-cam,cam'], /CAM needs global average pooling .* after 'add_6'/],
  [['bench', '--param', 'lift-cam.width=2'], /has no parameter 'width'/],
  [['bench', '--layer', 'nowhere'], /'nowhere' is not an activation/],
  [['layers', '--model', 'package.json'], /package\.json/],
])('ends %j with 2 and one line', async (parameters, line) => {
  const { status, stdout, complaints } = await liftcam(...parameters);
  expect({ status, stdout, lines: complaints.length }).toEqual({ status: 2, stdout: '', lines: 1 });
  expect(complaints[0]).toMatch(line);
});

it('shows help and version on standard output', async () => {
  const help = await liftcam('--help');
  expect(help).toMatchObject({ status: 0, complaints: [] });
  for (const name of ['explain', 'layers', 'bench', 'serve', 'doctor']) expect(help.stdout).toContain(name);
  expect((await liftcam('explain', '--help')).stdout).toContain('--versus');
  expect((await liftcam('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
