/** What a file is instead of an ONNX model, and what to do about it. */
export interface OtherFormat {
  readonly is: string;
  readonly remedy: string;
}

const FROM_PYTORCH = 'Load it in PyTorch and export it with torch.onnx.export.';
const FROM_KERAS = 'Convert it with tf2onnx (tf2onnx.convert.from_keras).';
const NO_MODEL = 'Choose an .onnx file.';

type Test = (head: Uint8Array, text: string) => boolean;

const bytes = (...values: readonly number[]): Test => {
  return (head) => values.every((value, index) => head[index] === value);
};
const text = (start: string, at = 0): Test => {
  return (_head, whole) => whole.startsWith(start, at);
};
const inside = (start: string, part: string): Test => {
  return (_head, whole) => whole.startsWith(start) && whole.includes(part);
};

/** In order: the first that fits is taken. */
const FORMATS: readonly (readonly [Test, string, string])[] = [
  [
    text('version https://git-lfs'),
    'a Git LFS pointer that stands for the model',
    "Fetch the model itself with 'git lfs pull'.",
  ],
  [inside('PK\x03\x04', 'data.pkl'), 'a PyTorch checkpoint', FROM_PYTORCH],
  [inside('PK\x03\x04', 'model.weights.h5'), 'a Keras model', FROM_KERAS],
  [text('PK\x03\x04'), 'a ZIP archive', 'Unpack it and choose the .onnx file in it.'],
  [bytes(0x1f, 0x8b), 'a gzip archive', 'Unpack it and choose the .onnx file in it.'],
  [text('ustar', 257), 'a tar archive', 'Unpack it and choose the .onnx file in it.'],
  [(head) => head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 9) <= 5, 'a Python pickle', FROM_PYTORCH],
  [text('{"', 8), 'a safetensors file, which holds weights without a graph', FROM_PYTORCH],
  [
    text('TFL3', 4),
    'a TensorFlow Lite model',
    'Convert it with tf2onnx (python -m tf2onnx.convert --tflite).',
  ],
  [text('ORTM', 4), "a model in ONNX Runtime's own format", 'Choose the .onnx file that it was made from.'],
  [text('\x89HDF'), 'an HDF5 file, as Keras writes them', FROM_KERAS],
  [text('GGUF'), 'a GGUF language model', NO_MODEL],
  [text('\x89PNG'), 'a PNG image', NO_MODEL],
  [bytes(0xff, 0xd8, 0xff), 'a JPEG image', NO_MODEL],
  [text('GIF8'), 'a GIF image', NO_MODEL],
  [inside('RIFF', 'WEBP'), 'a WebP image', NO_MODEL],
  [text('%PDF'), 'a PDF document', NO_MODEL],
  [(_head, whole) => /^\s*<(!doctype html|html)/i.test(whole), 'a web page', 'Download the model itself.'],
  [(_head, whole) => /^[\t\n\r\x20-\x7e]+$/.test(whole), 'a text file', NO_MODEL],
];

/** How many bytes from the start are looked at. */
export const HEAD_BYTES = 4096;

/** What the start of a file shows it to be, where that is no ONNX model; undefined where it may be one. */
export function otherFormat(head: Uint8Array): OtherFormat | undefined {
  if (head.length === 0) return { is: 'empty', remedy: 'Copy or download it again.' };
  const whole = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  const found = FORMATS.find(([fits]) => fits(head, whole));
  return found && { is: `${found[1]}, not an ONNX model`, remedy: found[2] };
}
