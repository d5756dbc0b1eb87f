import {
  COLORMAPS,
  MAGNITUDE_COLORMAPS,
  type ColormapId,
  type MagnitudeColormapId,
  type OverlayView,
} from '../../shared/figure/figureSpec.ts';

/** Choices of how the map is laid over the photo. */
export class View {
  /** By default one that grows steadily lighter, so that neither colour blindness nor a grey print turns its order. */
  magnitudeColormap = $state<MagnitudeColormapId>('inferno');
  signedColormap = $state<ColormapId>('red-blue');
  opacity = $state(0.5);
  signed = $state(false);
  interpolation = $state<OverlayView['interpolation']>('bilinear');
  style = $state<OverlayView['style']>('filled');
  /** Share of the viewer's width from which on the map is laid over the photo; null where all of it is. */
  split = $state<number | null>(null);
  /** Whether the exact input tensor stands in for the photo. */
  modelView = $state(false);
  readonly overlay = $derived<OverlayView>({
    colormap: this.colormap,
    opacity: this.opacity,
    signed: this.signed,
    interpolation: this.interpolation,
    style: this.style,
  });

  /** Those that the map can be shown in: evidence against has a colour only where the map has a sign. */
  get colormaps(): readonly ColormapId[] {
    return this.signed ? COLORMAPS : MAGNITUDE_COLORMAPS;
  }

  /** The signed map keeps a choice of its own, since its scale is centred on zero. */
  get colormap(): ColormapId {
    return this.signed ? this.signedColormap : this.magnitudeColormap;
  }

  set colormap(colormap: ColormapId) {
    if (this.signed) this.signedColormap = colormap;
    else if (colormap !== 'red-blue') this.magnitudeColormap = colormap;
  }
}
