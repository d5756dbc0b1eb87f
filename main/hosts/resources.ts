import { join } from 'node:path';

/** Where the application's own files lie. */
export interface Resources {
  /** The window's page. */
  readonly renderer: string;
  /** Script of the engine process. */
  readonly engineProcess: string;
  /** Folder of the bundled model. */
  readonly bundledModel: string;
  /** Folder of the bundled photos. */
  readonly samples: string;
  /** Texts of the licences: the application's, and those of what its files contain. */
  readonly notices: readonly string[];
}

/** @param root the application's folder, the one that holds `build` and `models`; an asar archive when packaged */
export function locateResources(root: string): Resources {
  // ONNX Runtime opens files by itself and cannot look into an archive; these folders are packed beside it.
  const unpacked = root.replace(/\.asar$/, '.asar.unpacked');
  return {
    renderer: join(root, 'build', 'renderer'),
    engineProcess: join(root, 'build', 'main', 'engineProcess.cjs'),
    bundledModel: join(unpacked, 'models', 'efficientnet-lite0'),
    samples: join(unpacked, 'models', 'samples'),
    notices: [
      join(root, 'LICENSE'),
      join(root, 'build', 'main', 'THIRD-PARTY-NOTICES.txt'),
      join(root, 'build', 'renderer', 'THIRD-PARTY-NOTICES.txt'),
      join(unpacked, 'models', 'README.md'),
    ],
  };
}
