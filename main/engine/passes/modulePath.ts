import type { Node } from '../onnx/ir.ts';

/** PyTorch's dynamo exporter writes the modules of a node here, outermost first, as a Python list. */
const DYNAMO_SCOPES = 'pkg.torch.onnx.name_scopes';
/** And here, in its first versions here only, as 'name: class' between slashes. */
const DYNAMO_NAMESPACE = 'namespace';

/**
 * Where in the model's modules a node stands, outermost first: from the exporter's notes where it left
 * any, otherwise from the slashes of the node's name (the TorchScript exporter, Keras).
 */
export function modulePath(node: Node): string[] {
  return relativeNames(scopesOf(node).filter((name) => name !== ''));
}

/** Names of modules, without the operator's own at the end. */
function scopesOf({ name, metadata }: Node): string[] {
  const [scopes, namespace] = [metadata.get(DYNAMO_SCOPES), metadata.get(DYNAMO_NAMESPACE)];
  if (scopes !== undefined)
    return Array.from(scopes.matchAll(/'([^']*)'/g), (match) => match[1] ?? '').slice(0, -1);
  if (namespace === undefined) return name.split('/').slice(0, -1);
  return namespace
    .split('/')
    .slice(0, -1)
    .map((scope) => scope.slice(0, scope.indexOf(':')));
}

/** 'layer1', 'layer1.0', 'layer1.0.conv1' become 'layer1', '0', 'conv1'. */
function relativeNames(names: readonly string[]): string[] {
  return names.flatMap((name, index) => {
    const parent = names[index - 1];
    const own = parent !== undefined && name.startsWith(`${parent}.`) ? name.slice(parent.length + 1) : name;
    return own.split('.');
  });
}
