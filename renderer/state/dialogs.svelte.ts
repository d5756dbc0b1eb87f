/** Sheets that explain the window. */
export type DialogId = 'shortcuts' | 'glossary' | 'about';

/** Which sheet is open, wherever it was asked for; one at a time. */
export class Dialogs {
  open = $state<DialogId | null>(null);

  show(dialog: DialogId): void {
    this.open = dialog;
  }

  close(): void {
    this.open = null;
  }
}
