import { nativeTheme } from 'electron';
import type { Session } from '../../shared/session.ts';

/** Gives menus, dialogs and the window before its page is drawn the theme that the page has, or had last. */
export function followTheme(session: Session | null): void {
  nativeTheme.themeSource = session?.choices.theme ?? 'system';
}
