import * as z from 'zod';
import { WorkbenchError } from '../../../shared/errors.ts';
import { activationSchema, preprocessingSchema } from '../../../shared/modelCard.ts';

/*
 * What an explainer file says of itself, as ONNX metadata_props: one property a field, texts as they are, everything
 * else as JSON.
 */

const PREFIX = 'liftcam.';
/** Present in every explainer file; the form of the properties beside it. */
const MARK = 'liftcam.explainer';
const FORM = '1';

/** A field that its property holds as JSON. */
const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not valid JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

const metadataSchema = z.object({
  producer: z.string(),
  version: z.string(),
  /** The classifier that was exported. */
  model: json(z.object({ name: z.string(), sha256: z.string() })),
  /** Tensor of A, by its name in the classifier. */
  layer: z.string(),
  method: z.string(),
  labels: json(z.array(z.string())),
  labels_source: z.string(),
  /** How a photo becomes the image, in full, and as the fields of a Hugging Face preprocessor_config.json. */
  preprocessing: json(preprocessingSchema),
  preprocessor_config: json(z.record(z.string(), z.unknown())),
  reference: z.string(),
  residual_law: z.string(),
  inputs: json(z.record(z.string(), z.string())),
  outputs: json(z.record(z.string(), z.string())),
  /** Tensor of the logits, by its name in the classifier, and what the classifier makes of them. */
  logits: z.string(),
  activation: activationSchema,
  /** Tensors of the classifier that go by another name in the file -> their own name. */
  renamed: json(z.record(z.string(), z.string())),
});
export type ExplainerMetadata = z.output<typeof metadataSchema>;

export function toProperties(metadata: ExplainerMetadata): Map<string, string> {
  const fields = Object.entries(metadata).map(
    ([key, value]) => [PREFIX + key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return new Map([[MARK, FORM], ...fields]);
}

/**
 * What the file says, or null for a file that is no explainer of ours.
 * @throws WorkbenchError 'model-unreadable' naming the property that cannot be read
 */
export function fromProperties(properties: ReadonlyMap<string, string>): ExplainerMetadata | null {
  const form = properties.get(MARK);
  if (form === undefined) return null;
  if (form !== FORM) {
    throw damaged(`its form is '${form}', which this version does not know`);
  }
  const own = [...properties].filter(([key]) => key.startsWith(PREFIX));
  const parsed = metadataSchema.safeParse(
    Object.fromEntries(own.map(([key, value]) => [key.slice(PREFIX.length), value])),
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw damaged(
    `its property '${PREFIX}${issue?.path.join('.') ?? ''}' is unusable (${issue?.message ?? ''})`,
  );
}

function damaged(reason: string): WorkbenchError {
  return new WorkbenchError(
    'model-unreadable',
    `The file says that it is an explainer, but ${reason}. Export it again, or open the model itself.`,
  );
}
