import type { EngineCalls } from '../../../shared/api.ts';
import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import type { CoalitionValue } from '../../../shared/result.ts';
import type { Explained } from '../explain.ts';
import type { Raster } from '../images/raster.ts';
import { methodOf } from '../methods/index.ts';
import { figureSidecar, type FigureOutput, type Provenance } from './provenance.ts';
import { renderFigure } from './renderFigure.ts';

/** What an explanation was made of: upright pixels, where there are any, and what names the file for good. */
export interface FigureImage {
  readonly photo: Raster | null;
  readonly sha256: string | null;
  /** Row of a .npy file with a batch dimension; null otherwise. */
  readonly row: number | null;
}

/**
 * Renders a figure of an explanation, with the sidecar that says where it comes from.
 * @param version of the program
 */
export async function figureOf(
  spec: FigureSpec,
  { explanation, model }: Explained,
  { photo, sha256, row }: FigureImage,
  coalition: CoalitionValue | null,
  output: FigureOutput,
  version: string,
): Promise<EngineCalls['figure.render']['output']> {
  const { card } = model;
  const { target } = explanation;
  const { name, logits, activation } = card.output;
  const named = ({ index, label }: { index: number; label: string }) => ({ index, label });
  const provenance: Provenance = {
    program: version,
    model: {
      name: card.name,
      sha256: card.sha256,
      input: card.input,
      output: { name, logits, activation },
    },
    image: explanation.image,
    imageSha256: sha256,
    row,
    // What has no place on a photo was not preprocessed here: the tensor was taken as it is.
    preprocessing: explanation.placement && card.preprocessing,
    layer: explanation.layer,
    method: explanation.method,
    parameters: explanation.params,
    class: named(target.class),
    versus: target.versus && named(target.versus),
    provider: explanation.provider,
    output,
  };
  const input = {
    photo,
    explanation,
    methodTitle: methodOf(explanation.method).title,
    modelName: card.name,
    coalition,
  };
  const { data, mime } = await renderFigure(spec, input, provenance);
  return { data, mime, sidecar: figureSidecar(spec, provenance) };
}
