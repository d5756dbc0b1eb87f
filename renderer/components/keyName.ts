/** A key as this system's keyboards name it. */
export function keyName(key: string): string {
  const isMac = navigator.platform.startsWith('Mac');
  return isMac && key === 'Ctrl' ? '⌘' : key;
}
