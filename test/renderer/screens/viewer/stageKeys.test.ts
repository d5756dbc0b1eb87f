import { describe, expect, it } from 'vitest';
import { stageAct } from '../../../../renderer/screens/viewer/stageKeys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('the keys of the picture', () => {
  it('zoom, fit, and move the read-out or the photo', () => {
    expect(stageAct({ ...none, key: '+' })).toEqual({ kind: 'zoom', direction: 1 });
    expect(stageAct({ ...none, key: '=' })).toEqual({ kind: 'zoom', direction: 1 });
    expect(stageAct({ ...none, key: '-' })).toEqual({ kind: 'zoom', direction: -1 });
    expect(stageAct({ ...none, key: '0' })).toEqual({ kind: 'fit' });
    expect(stageAct({ ...none, key: 'ArrowLeft' })).toEqual({ kind: 'cross', dx: -1, dy: 0 });
    expect(stageAct({ ...none, key: 'ArrowDown', shiftKey: true })).toEqual({ kind: 'pan', dx: 0, dy: 1 });
    expect(stageAct({ ...none, key: 'x' })).toBeNull();
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('leaves presses with %s to the system', (held) => {
    for (const key of ['+', '=', '-', '0', 'ArrowLeft'])
      expect(stageAct({ ...none, key, [held]: true })).toBeNull();
  });
});
