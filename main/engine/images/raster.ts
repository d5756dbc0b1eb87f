/** Upright pixels: RGBA, 8 bits a channel, row-major, `data.length` = 4 width height. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}
