/** `file:line signature` in front of what ONNX Runtime has to say, where it says it by an exception. */
const PLACE = /(?:Exception during initialization: )?\S+\.(?:cc|h|cpp):\d+ /;

/** What ONNX Runtime writes of a graph that it cannot take, and the same for a person. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^\[ONNXRuntimeError\] : \d+ : \w+ : /, ''],
  [/^This is an invalid model\. (?:Error: )?/, ''],
  [/^In Node, \("([^"]*)", (\w+), .*? , Error No Op registered for .*$/, "it has no operator $2 (node '$1')"],
  [
    /^In Node, \("([^"]*)", (\w+), .*? , Error No opset import for domain '(.*)'$/,
    "it has no operator $3.$2 (node '$1')",
  ],
  [/^In Node, \("([^"]*)", (\w+), .*? , Error (?:Node\(.*?\) with schema\(.*?\) )?/, "$2 node '$1' "],
  [
    /^Type Error: Type '(.*)' of input parameter \((.*)\) of operator \((.*)\) in node \((.*)\) is invalid\.$/,
    "$3 node '$4' does not take '$2', which is of $1",
  ],
  [/^Node \((.*?)\) Op \((\w+)\) \[\w+\] /, "$2 node '$1': "],
  [
    /^Non-zero status code returned while running (\w+) node\. Name:'(.*?)' Status Message: /,
    "$1 node '$2': ",
  ],
  [
    /^.*Failed to allocate memory for requested buffer of size (\d+)$/,
    'there is not enough memory: it asked for $1 bytes at once',
  ],
  [
    /^.*Opset (\d+) is under development.* domain ai\.onnx is till opset (\d+)\.?$/,
    'operator set $1 is newer than $2, the newest it knows',
  ],
];

/** The first line of what ONNX Runtime says, for a person: no file, line or signature of its own sources. */
export function runtimeWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  let line = (text.split('\n', 1)[0] ?? text).trim();
  for (const [pattern, words] of SENTENCES) line = withoutPlace(line).replace(pattern, words);
  return line.replace(/[.\s]+$/, '');
}

/** The line without the first place in the runtime's sources, and without the signature that follows it. */
function withoutPlace(line: string): string {
  const place = PLACE.exec(line);
  if (!place) return line;
  const before = line.slice(0, place.index);
  const after = line.slice(place.index + place[0].length);
  return before + after.slice(signatureLength(after));
}

/** Length of a C++ signature, `type name(types) const [with T = type] `; 0 where the text begins with none. */
function signatureLength(text: string): number {
  const open = text.indexOf('(');
  let depth = 0;
  for (let at = open; at >= 0 && at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth > 0) continue;
    const rest = /^(?: const)?(?: \[with [^\]]*\])? /.exec(text.slice(at + 1));
    return rest ? at + 1 + rest[0].length : 0;
  }
  return 0;
}
