import * as z from 'zod';
import { unreadableBoxes, type AnnotatedBox, type AnnotatedImage } from './annotation.ts';

const id = z.union([z.number(), z.string()]);
const cocoSchema = z.object({
  images: z.array(
    z.object({ id, file_name: z.string(), width: z.number().optional(), height: z.number().optional() }),
  ),
  annotations: z.array(
    z.object({
      image_id: id,
      category_id: id,
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    }),
  ),
  categories: z.array(z.object({ id, name: z.string() })),
});

/**
 * The photos of a COCO file of instances; a box is [left, top, width, height], counted from 0.
 * @param path names the file in errors
 * @throws WorkbenchError 'input-invalid'
 */
export function parseCocoJson(text: string, path: string): AnnotatedImage[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadableBoxes(path, 'it is not JSON');
  }
  const parsed = cocoSchema.safeParse(value);
  if (!parsed.success)
    throw unreadableBoxes(path, 'it has no images, annotations and categories as COCO writes them');
  const { images, annotations, categories } = parsed.data;
  const names = new Map(categories.map((each) => [each.id, each.name]));
  const boxes = new Map<number | string, AnnotatedBox[]>(images.map((each) => [each.id, []]));
  for (const { image_id, category_id, bbox } of annotations) {
    const [left, top, width, height] = bbox;
    const name = names.get(category_id) ?? String(category_id);
    boxes.get(image_id)?.push({ name, left, top, right: left + width, bottom: top + height });
  }
  return images.map(({ id: image, file_name, width, height }) => ({
    file: file_name,
    size: width !== undefined && height !== undefined ? { width, height } : null,
    boxes: boxes.get(image) ?? [],
  }));
}
