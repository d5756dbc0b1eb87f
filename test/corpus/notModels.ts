import { zipSync } from 'fflate';
import { classifier } from './smallProto.ts';
import { entries } from './entry.ts';

const text = (words: string) => () => new TextEncoder().encode(words);
const bytes =
  (...values: readonly number[]) =>
  () =>
    Uint8Array.from([...values, ...new Array<number>(64).fill(0)]);
const zip = (name: string) => () => zipSync({ [name]: new Uint8Array(8) }, { level: 0 });

/** Files that are something else, or nothing. */
export const notModels = entries([
  [
    'empty.onnx',
    () => new Uint8Array(),
    'model-unreadable',
    "Model '.../empty.onnx' cannot be opened: it is empty. Copy or download it again.",
  ],
  [
    'zeros.onnx',
    () => new Uint8Array(4096),
    'model-unreadable',
    'The file is damaged or not an ONNX model: at byte 0 of 4096 a field has no number. Copy or export it again.',
  ],
  [
    'ones.onnx',
    () => new Uint8Array(4096).fill(0xff),
    'model-unreadable',
    'The file is damaged or not an ONNX model: at byte 0 of 4096 a number there never ends. Copy or export it again.',
  ],
  [
    'one byte.onnx',
    () => Uint8Array.of(8),
    'model-unreadable',
    'The file is cut short: the part that begins at byte 1 of 1 lacks one byte. Copy or download it again.',
  ],
  [
    'only the version.onnx',
    () => Uint8Array.of(8, 8),
    'model-unreadable',
    'The file is not an ONNX model: it holds no graph. Choose an .onnx file.',
  ],
  [
    'photo.png.onnx',
    bytes(0x89, 0x50, 0x4e, 0x47),
    'model-unreadable',
    "Model '.../photo.png.onnx' cannot be opened: it is a PNG image, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'photo.jpg.onnx',
    bytes(0xff, 0xd8, 0xff, 0xe0),
    'model-unreadable',
    "Model '.../photo.jpg.onnx' cannot be opened: it is a JPEG image, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'animation.gif.onnx',
    text('GIF89a'),
    'model-unreadable',
    "Model '.../animation.gif.onnx' cannot be opened: it is a GIF image, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'photo.webp.onnx',
    text('RIFF0000WEBPVP8 '),
    'model-unreadable',
    "Model '.../photo.webp.onnx' cannot be opened: it is a WebP image, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'paper.pdf.onnx',
    text('%PDF-1.7'),
    'model-unreadable',
    "Model '.../paper.pdf.onnx' cannot be opened: it is a PDF document, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'archive.zip.onnx',
    zip('model.onnx'),
    'model-unreadable',
    "Model '.../archive.zip.onnx' cannot be opened: it is a ZIP archive, not an ONNX model. Unpack it and choose the .onnx file in it.",
  ],
  [
    'archive.gz.onnx',
    bytes(0x1f, 0x8b, 8),
    'model-unreadable',
    "Model '.../archive.gz.onnx' cannot be opened: it is a gzip archive, not an ONNX model. Unpack it and choose the .onnx file in it.",
  ],
  [
    'archive.tar.onnx',
    text(`model.onnx${'\0'.repeat(247)}ustar`),
    'model-unreadable',
    "Model '.../archive.tar.onnx' cannot be opened: it is a tar archive, not an ONNX model. Unpack it and choose the .onnx file in it.",
  ],
  [
    'checkpoint.pt.onnx',
    zip('resnet/data.pkl'),
    'model-unreadable',
    "Model '.../checkpoint.pt.onnx' cannot be opened: it is a PyTorch checkpoint, not an ONNX model. Load it in PyTorch and export it with torch.onnx.export.",
  ],
  [
    'legacy.pth.onnx',
    bytes(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc),
    'model-unreadable',
    "Model '.../legacy.pth.onnx' cannot be opened: it is a Python pickle, not an ONNX model. Load it in PyTorch and export it with torch.onnx.export.",
  ],
  [
    'model.keras.onnx',
    zip('model.weights.h5'),
    'model-unreadable',
    "Model '.../model.keras.onnx' cannot be opened: it is a Keras model, not an ONNX model. Convert it with tf2onnx (tf2onnx.convert.from_keras).",
  ],
  [
    'model.h5.onnx',
    bytes(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a),
    'model-unreadable',
    "Model '.../model.h5.onnx' cannot be opened: it is an HDF5 file, as Keras writes them, not an ONNX model. Convert it with tf2onnx (tf2onnx.convert.from_keras).",
  ],
  [
    'weights.safetensors.onnx',
    text('\x40\0\0\0\0\0\0\0{"weight":{"dtype":"F32"}}'),
    'model-unreadable',
    "Model '.../weights.safetensors.onnx' cannot be opened: it is a safetensors file, which holds weights without a graph, not an ONNX model. Load it in PyTorch and export it with torch.onnx.export.",
  ],
  [
    'model.tflite.onnx',
    text('\x1c\0\0\0TFL3'),
    'model-unreadable',
    "Model '.../model.tflite.onnx' cannot be opened: it is a TensorFlow Lite model, not an ONNX model. Convert it with tf2onnx (python -m tf2onnx.convert --tflite).",
  ],
  [
    'model.ort.onnx',
    text('\x1c\0\0\0ORTM'),
    'model-unreadable',
    "Model '.../model.ort.onnx' cannot be opened: it is a model in ONNX Runtime's own format, not an ONNX model. Choose the .onnx file that it was made from.",
  ],
  [
    'language.gguf.onnx',
    text('GGUF\x03\0\0\0'),
    'model-unreadable',
    "Model '.../language.gguf.onnx' cannot be opened: it is a GGUF language model, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'pointer.onnx',
    text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
    'model-unreadable',
    "Model '.../pointer.onnx' cannot be opened: it is a Git LFS pointer that stands for the model, not an ONNX model. Fetch the model itself with 'git lfs pull'.",
  ],
  [
    'page.onnx',
    text('\n<!DOCTYPE html><html><body>404</body></html>'),
    'model-unreadable',
    "Model '.../page.onnx' cannot be opened: it is a web page, not an ONNX model. Download the model itself.",
  ],
  [
    'notes.onnx',
    text('these are only words\n'),
    'model-unreadable',
    "Model '.../notes.onnx' cannot be opened: it is a text file, not an ONNX model. Choose an .onnx file.",
  ],
  [
    'cut at 1.onnx',
    () => classifier().subarray(0, 1),
    'model-unreadable',
    'The file is cut short: the part that begins at byte 1 of 1 lacks one byte. Copy or download it again.',
  ],
  [
    'cut at 100.onnx',
    () => classifier().subarray(0, 100),
    'model-unreadable',
    'The file is cut short: the part that begins at byte 10 of 100 lacks 261 bytes. Copy or download it again.',
  ],
  [
    'cut by one byte.onnx',
    () => classifier().subarray(0, -1),
    'model-unreadable',
    'The file is cut short: the part that begins at byte 361 of 366 lacks one byte. Copy or download it again.',
  ],
  [
    'longer by one byte.onnx',
    () => Uint8Array.from([...classifier(), 0x3a]),
    'model-unreadable',
    'The file is cut short: the part that begins at byte 368 of 368 lacks one byte. Copy or download it again.',
  ],
  [
    'weights alone.onnx',
    () => classifier({ nodes: [] }),
    'model-unreadable',
    'The file is not an ONNX model: it holds no graph. Choose an .onnx file.',
  ],
  [
    'no graph.onnx',
    () => classifier({ more: { graph: {} } }),
    'model-unreadable',
    'The file is not an ONNX model: it holds no graph. Choose an .onnx file.',
  ],
]);
