// Which way imports may point. `forbid` maps a pattern of the imported path to what is allowed instead. A file obeys
// every layer that it lies in.

const OUTSIDE_SHARED = 'shared/ runs anywhere and imports only shared/ and packages that run anywhere.';
const OUTSIDE_RENDERER =
  'renderer/ imports shared/ and renderer/; what the main side knows comes over the contract.';
const OUTSIDE_ENGINE =
  'main/engine/ imports shared/ and main/engine/: never a host, a transport, Electron or the network.';
const OUTSIDE_RPC =
  'main/rpc/ imports shared/ and main/rpc/: it carries any contract and knows no engine and no host.';
const OUTSIDE_HOSTS =
  'main/hosts/ imports shared/, main/rpc/ and main/engine/; the page comes from build/renderer.';
const RUNTIME_ONLY = 'Only main/engine/runtime/ imports onnxruntime-node; ask it for a session.';
const SERDE_ONLY =
  'Only main/engine/onnx/serde.ts (with tensorSerde.ts and outline.ts) imports protobuf; everything else uses the classes of onnx/ir.ts.';
const ENGINE_ORDER =
  'Inside the engine: onnx <- passes, rules <- explainer <- methods, metrics <- jobs <- engine.ts.';
const APART =
  'Methods and metrics do not import each other; what both need belongs beside them in main/engine/.';

const NODE_ONLY = '^(node:|electron$|electron/|ws$|onnxruntime|@napi-rs/)';
const outOf = (...folders) => `^(\\.\\./)+(${folders.join('|')})/`;

export const layers = [
  {
    files: ['shared/**'],
    forbid: { [outOf('main', 'renderer', 'test')]: OUTSIDE_SHARED, [NODE_ONLY]: OUTSIDE_SHARED },
  },
  {
    files: ['renderer/**'],
    forbid: { [outOf('main', 'test')]: OUTSIDE_RENDERER, [NODE_ONLY]: OUTSIDE_RENDERER },
  },
  {
    files: ['main/engine/**'],
    forbid: {
      [outOf('renderer', 'hosts', 'rpc', 'shared/rpc', 'test')]: OUTSIDE_ENGINE,
      '^(electron$|electron/|ws$|birpc$|(node:)?(http|https|http2|net|tls)$)': OUTSIDE_ENGINE,
    },
  },
  {
    files: ['main/rpc/**'],
    forbid: {
      [outOf('renderer', 'hosts', 'engine', 'test')]: OUTSIDE_RPC,
      '^(electron$|electron/|@napi-rs/)': OUTSIDE_RPC,
    },
  },
  { files: ['main/hosts/**'], forbid: { [outOf('renderer', 'test')]: OUTSIDE_HOSTS } },
  { files: ['main/**'], ignores: ['main/engine/runtime/**'], forbid: { '^onnxruntime': RUNTIME_ONLY } },
  {
    files: ['main/**', 'shared/**', 'renderer/**'],
    ignores: ['serde', 'tensorSerde', 'outline'].map((name) => `main/engine/onnx/${name}.ts`),
    forbid: { '^@bufbuild/': SERDE_ONLY, 'onnxProto\\.ts$': SERDE_ONLY },
  },
  {
    files: ['main/engine/onnx/**'],
    forbid: {
      [outOf(
        'passes',
        'rules',
        'propagation',
        'runtime',
        'images',
        'model',
        'methods',
        'metrics',
        'jobs',
        'figures',
      )]: ENGINE_ORDER,
    },
  },
  {
    files: ['main/engine/passes/**', 'main/engine/rules/**', 'main/engine/propagation/**'],
    forbid: { [outOf('runtime', 'images', 'model', 'methods', 'metrics', 'jobs', 'figures')]: ENGINE_ORDER },
  },
  {
    files: ['main/engine/methods/**'],
    forbid: { [outOf('metrics')]: APART, [outOf('jobs', 'figures')]: ENGINE_ORDER },
  },
  {
    files: ['main/engine/metrics/**'],
    forbid: { [outOf('methods')]: APART, [outOf('jobs', 'figures')]: ENGINE_ORDER },
  },
];
