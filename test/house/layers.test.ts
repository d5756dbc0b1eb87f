import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../support/repository.ts';

/** Every direction that is closed, with the file that would break it: lint must say so, and say what is allowed. */
const closed = [
  ['shared/errors.ts', '../main/rpc/serve.ts', 'shared/ runs anywhere'],
  ['shared/errors.ts', 'node:fs', 'shared/ runs anywhere'],
  ['shared/rpc/client.ts', 'electron', 'shared/ runs anywhere'],
  ['renderer/main.ts', '../main/engine/engine.ts', 'renderer/ imports shared/'],
  ['renderer/state/app.svelte.ts', '../../main/hosts/window.ts', 'renderer/ imports shared/'],
  ['renderer/main.ts', 'onnxruntime-node', 'renderer/ imports shared/'],
  ['main/engine/engine.ts', 'electron', 'main/engine/ imports shared/'],
  ['main/engine/engine.ts', 'node:http', 'main/engine/ imports shared/'],
  ['main/engine/engine.ts', '../hosts/server.ts', 'main/engine/ imports shared/'],
  ['main/engine/engine.ts', '../rpc/serve.ts', 'main/engine/ imports shared/'],
  ['main/engine/engine.ts', 'onnxruntime-node', 'Only main/engine/runtime/'],
  ['main/hosts/cli.ts', 'onnxruntime-node', 'Only main/engine/runtime/'],
  ['main/engine/engine.ts', '@bufbuild/protobuf', 'Only main/engine/onnx/serde.ts'],
  ['main/engine/passes/x.ts', '../onnx/onnxProto.ts', 'Only main/engine/onnx/serde.ts'],
  ['main/engine/onnx/ir.ts', '../rules/index.ts', 'Inside the engine'],
  ['main/engine/rules/Relu.ts', '../methods/index.ts', 'Inside the engine'],
  ['main/engine/passes/x.ts', '../../runtime/session.ts', 'Inside the engine'],
  ['main/engine/methods/x.ts', '../metrics/x.ts', 'Methods and metrics'],
  ['main/engine/metrics/x.ts', '../methods/x.ts', 'Methods and metrics'],
  ['main/rpc/serve.ts', '../engine/engine.ts', 'main/rpc/ imports shared/'],
  ['main/rpc/relay.ts', '../hosts/server.ts', 'main/rpc/ imports shared/'],
  ['main/hosts/window.ts', '../../renderer/main.ts', 'main/hosts/ imports shared/'],
] as const;

const open = [
  ['main/engine/runtime/session.ts', 'onnxruntime-node'],
  ['main/engine/onnx/serde.ts', '@bufbuild/protobuf'],
  ['main/engine/onnx/serde.ts', './onnxProto.ts'],
  ['main/engine/engine.ts', '../../shared/api.ts'],
  ['main/hosts/engineProcess.ts', '../engine/engine.ts'],
  ['main/hosts/window.ts', 'electron'],
  ['renderer/main.ts', '../shared/rpc/client.ts'],
  ['main/engine/jobs/x.ts', '../methods/index.ts'],
] as const;

describe('import directions', () => {
  let lint: ESLint;

  beforeAll(() => {
    // The layers alone: nothing here needs types, and most of these files exist only in this table.
    lint = new ESLint({
      cwd: repository,
      overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
      ruleFilter: ({ ruleId }) => ruleId.startsWith('layer-'),
    });
  });

  async function complaints(file: string, path: string): Promise<string[]> {
    const [result] = await lint.lintText(`import * as other from '${path}';\nexport { other };\n`, {
      filePath: `${repository}/${file}`,
    });
    return (result?.messages ?? []).map(({ message }) => message);
  }

  it.each(closed)('keep %s from importing %s', async (file, path, allowed) => {
    const found = await complaints(file, path);
    expect(found).toContainEqual(expect.stringContaining(allowed));
  });

  it.each(open)('let %s import %s', async (file, path) => {
    expect(await complaints(file, path)).toEqual([]);
  });
});
