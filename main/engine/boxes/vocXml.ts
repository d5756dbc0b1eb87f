import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { unreadableBoxes, type AnnotatedImage } from './annotation.ts';

const parser = new XMLParser({
  ignoreAttributes: true,
  // Names stay text, and no entity is made larger than it is written.
  parseTagValue: false,
  processEntities: false,
  isArray: (name) => name === 'object',
});

const edge = z.coerce.number();
const annotationSchema = z.object({
  annotation: z.object({
    filename: z.string().optional(),
    size: z.object({ width: edge, height: edge }).optional(),
    object: z
      .array(
        z.object({
          name: z.string(),
          bndbox: z.object({ xmin: edge, ymin: edge, xmax: edge, ymax: edge }),
        }),
      )
      .default([]),
  }),
});

/**
 * One photo's annotation in the XML of Pascal VOC. Its pixels are counted from 1 and both edges belong to the box: columns
 * xmin to xmax are [xmin - 1, xmax) from 0 on.
 * @param path names the file in errors
 * @throws WorkbenchError 'input-invalid'
 */
export function parseVocXml(text: string, path: string): AnnotatedImage {
  const parsed = annotationSchema.safeParse(xmlOf(text, path));
  if (!parsed.success) throw unreadableBoxes(path, 'it has no annotation as Pascal VOC writes it');
  const { filename, size, object } = parsed.data.annotation;
  return {
    file: filename ?? null,
    // Some tools write 0 for a size that they do not know.
    size: size && size.width > 0 && size.height > 0 ? size : null,
    boxes: object.map(({ name, bndbox: { xmin, ymin, xmax, ymax } }) => ({
      name,
      left: xmin - 1,
      top: ymin - 1,
      right: xmax,
      bottom: ymax,
    })),
  };
}

function xmlOf(text: string, path: string): unknown {
  try {
    return parser.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw unreadableBoxes(path, `it is not XML (${why?.replace(/\.$/, '') ?? ''})`);
  }
}
