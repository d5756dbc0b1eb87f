import type { EngineCalls } from '../../../shared/api.ts';
import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import type { CoalitionValue } from '../../../shared/result.ts';
import type { Explained } from '../explain.ts';
import type { Raster } from '../images/raster.ts';
import { methodOf } from '../methods/index.ts';
import { figureSidecar, type Provenance } from './provenance.ts';
import { renderFigure, type FigureFormat } from './renderFigure.ts';

/** In what form a figure is wanted. */
export interface FigureOutput {
  readonly format: FigureFormat;
  readonly widthMillimetres: number;
  readonly dpi: number;
  /** Version of the program, for the provenance. */
  readonly version: string;
}

/** Renders a figure of an explanation, with the sidecar that says where it comes from. */
export async function figureOf(
  spec: FigureSpec,
  { explanation, model }: Explained,
  photo: Raster | null,
  coalition: CoalitionValue | null,
  { version, ...output }: FigureOutput,
): Promise<EngineCalls['figure.render']['output']> {
  const { card } = model;
  const { target } = explanation;
  const named = ({ index, label }: { index: number; label: string }) => ({ index, label });
  const provenance: Provenance = {
    program: version,
    model: { name: card.name, sha256: card.sha256 },
    image: explanation.image,
    layer: explanation.layer,
    method: explanation.method,
    parameters: explanation.params,
    class: named(target.class),
    versus: target.versus && named(target.versus),
    provider: explanation.provider,
  };
  const input = {
    photo,
    explanation,
    methodTitle: methodOf(explanation.method).title,
    modelName: card.name,
    coalition,
  };
  const { data, mime } = await renderFigure(spec, input, { ...output, provenance });
  return { data, mime, sidecar: figureSidecar(spec, provenance) };
}
