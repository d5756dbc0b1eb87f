/**
 * The part of a Canvas 2D context that figures use: the browser's and @napi-rs/canvas' contexts both
 * satisfy it, and this layer stays free of either's types.
 */
export interface Canvas2D {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: 'left' | 'right' | 'center' | 'start' | 'end';
  textBaseline: 'top' | 'hanging' | 'middle' | 'alphabetic' | 'ideographic' | 'bottom';
  imageSmoothingEnabled: boolean;
  save(): void;
  restore(): void;
  translate(x: number, y: number): void;
  rotate(angle: number): void;
  scale(x: number, y: number): void;
  beginPath(): void;
  closePath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  clip(rule?: 'nonzero' | 'evenodd'): void;
  fill(): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  setLineDash(segments: number[]): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient;
  drawImage(image: unknown, x: number, y: number, width: number, height: number): void;
}

export interface Gradient {
  addColorStop(offset: number, color: string): void;
}

/** Anything the platform's `drawImage` takes: an image, a bitmap, a canvas. */
export interface Drawable {
  readonly width: number;
  readonly height: number;
}

/** RGBA, 8 bits a channel, row-major, not premultiplied. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Where a figure is drawn: a context, and the platform's way from pixels to something `drawImage` takes. */
export interface Surface {
  readonly context: Canvas2D;
  drawable(pixels: Pixels): Drawable;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
