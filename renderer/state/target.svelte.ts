import type { ClassSelector, TargetSelector } from '../../shared/result.ts';

const TOP: ClassSelector = { rank: 1 };

/** The class to explain: the predicted one, or one that the person chose, perhaps against another. */
export class TargetChoice {
  class = $state.raw<ClassSelector>(TOP);
  versus = $state.raw<ClassSelector | null>(null);
  /** Whether the chosen class stays when another photo is opened. */
  pinned = $state(false);

  readonly selector = $derived<TargetSelector>(
    this.versus ? { class: this.class, versus: this.versus } : { class: this.class },
  );

  /** Takes up a choice of the last session. */
  restore(target: TargetSelector, pinned: boolean): void {
    this.class = target.class;
    this.versus = target.versus ?? null;
    this.pinned = pinned;
  }

  /** A new photo starts at its own top class unless the person pinned theirs. */
  photoChanged(): void {
    if (!this.pinned) this.modelChanged();
  }

  /** Class numbers of another model mean other classes. */
  modelChanged(): void {
    this.class = TOP;
    this.versus = null;
  }
}
