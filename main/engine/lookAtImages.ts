import { toErrorData, type ErrorCode } from '../../shared/errors.ts';
import type { CancelSignal } from '../../shared/job.ts';
import type { Preprocessed } from './images/preprocess.ts';
import { oneAhead } from './oneAhead.ts';
import type { Precedence } from './precedence.ts';

/** Failures that are the image's own: it is passed over, and the next one may do. */
const OF_THE_IMAGE: readonly ErrorCode[] = ['image-unreadable', 'path-refused', 'value-not-finite'];

/** What a pass over many images does with each. */
export interface ImageVisitor {
  prepare(image: string): Promise<Preprocessed>;
  /** Throws where nobody waits for the pass any more; asked around every step. */
  throwIfEnded(): void;
  look(image: string, tensor: Float32Array): Promise<void>;
  /** Told of an image that cannot be looked at, and why. */
  passOver(image: string, reason: string): void;
  /** Told after each image. */
  done(): Promise<void>;
}

/**
 * Looks at images one after another, each prepared while the one before it is looked at, and gives way to what a person
 * asks for. An image that fails by its own fault is passed over; any other failure ends the pass.
 */
export async function lookAtImages(
  images: readonly string[],
  visitor: ImageVisitor,
  precedence: Precedence,
  signal: CancelSignal,
): Promise<void> {
  for await (const { item: image, result } of oneAhead(images, (each) => visitor.prepare(each))) {
    try {
      const { tensor } = await result;
      await precedence.giveWay(signal);
      visitor.throwIfEnded();
      await visitor.look(image, tensor);
    } catch (error) {
      visitor.throwIfEnded();
      const { code, message } = toErrorData(error);
      if (!OF_THE_IMAGE.includes(code)) throw error;
      visitor.passOver(image, message);
    }
    await visitor.done();
  }
}
