import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';

export type FigureFormat = 'png' | 'svg' | 'pdf';

/** Where a figure comes from: enough to make the same figure again. */
export interface Provenance {
  /** Version of this program. */
  readonly program: string;
  readonly model: {
    readonly name: string;
    readonly sha256: string;
    /** The size that it was given, and the scores that were taken. */
    readonly input: ModelCard['input'];
    readonly output: Pick<ModelCard['output'], 'name' | 'logits' | 'activation'>;
  };
  /** Image id or path; null for a bare tensor. */
  readonly image: string | null;
  /** Of the image's file. */
  readonly imageSha256: string | null;
  /** Of the image's file, where that is an array of several; null otherwise. */
  readonly row: number | null;
  /** Null for a tensor that was taken as it is. */
  readonly preprocessing: ModelCard['preprocessing'] | null;
  readonly layer: string;
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly class: { readonly index: number; readonly label: string };
  readonly versus: { readonly index: number; readonly label: string } | null;
  readonly provider: string;
  readonly output: FigureOutput;
}

/** In what form a figure is wanted. */
export interface FigureOutput {
  readonly format: FigureFormat;
  readonly widthMillimetres: number;
  /** Pixels per inch: of the whole PNG, and of the photo and map inside SVG and PDF. */
  readonly dpi: number;
}

export const PROGRAM_NAME = 'LIFT-CAM Workbench';

/** The JSON kept beside an exported figure: its spec and provenance, two spaces of indentation. */
export function figureSidecar(spec: FigureSpec, provenance: Provenance): string {
  return `${JSON.stringify({ kind: 'lift-cam-figure', version: 1, spec, provenance }, null, 2)}\n`;
}

/** The same as one line, for a file's metadata. */
export function figureMetadata(spec: FigureSpec, provenance: Provenance): string {
  return JSON.stringify({ kind: 'lift-cam-figure', version: 1, spec, provenance });
}

/** One line for people, such as a document's title. */
export function figureTitle({ method, layer, class: explained, versus }: Provenance): string {
  const target = versus ? `${explained.label} rather than ${versus.label}` : explained.label;
  return `${target}: ${method} at ${layer}`;
}
