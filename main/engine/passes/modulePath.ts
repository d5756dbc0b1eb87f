import type { Node } from '../onnx/ir.ts';

/** PyTorch's dynamo exporter writes the modules of a node here, outermost first, as a Python list. */
const DYNAMO_SCOPES = 'pkg.torch.onnx.name_scopes';

/**
 * Where in the model's modules a node stands, outermost first: from the exporter's notes where it left
 * any, otherwise from the slashes of the node's name (the TorchScript exporter, Keras).
 */
export function modulePath(node: Node): string[] {
  const scopes = node.metadata.get(DYNAMO_SCOPES);
  const names =
    scopes === undefined
      ? node.name.split('/').slice(0, -1)
      : Array.from(scopes.matchAll(/'([^']*)'/g), (match) => match[1] ?? '').slice(0, -1);
  return relativeNames(names.filter((name) => name !== ''));
}

/** 'layer1', 'layer1.0', 'layer1.0.conv1' become 'layer1', '0', 'conv1'. */
function relativeNames(names: readonly string[]): string[] {
  return names.flatMap((name, index) => {
    const parent = names[index - 1];
    const own = parent !== undefined && name.startsWith(`${parent}.`) ? name.slice(parent.length + 1) : name;
    return own.split('.');
  });
}
