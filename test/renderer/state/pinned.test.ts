import { describe, expect, it } from 'vitest';
import { MOST_PINNED, Pinned } from '../../../renderer/state/pinned.svelte.ts';
import { sessionSchema } from '../../../shared/session.ts';
import { explanation } from '../support/explanation.ts';
import { session } from '../support/session.ts';

const photo = (name: string, changes = {}) =>
  explanation({ id: `of ${name}`, image: `folder/${name}`, ...changes });
const names = ({ photos }: Pinned) => photos.map(({ image }) => image?.slice('folder/'.length));

describe('pins', () => {
  it('come and go in the order in which they were set, up to a number', () => {
    const pinned = new Pinned();
    for (let channel = 0; channel < MOST_PINNED + 2; channel += 1) pinned.toggle(channel);
    expect(pinned.channels).toHaveLength(MOST_PINNED);
    expect(pinned.full).toBe(true);
    pinned.toggle(3);
    expect(pinned.channels).not.toContain(3);
    expect(pinned.full).toBe(false);
    pinned.toggle(3);
    expect(pinned.channels.at(-1)).toBe(3);
  });

  it('stay at their layer, with a word, and are there again with it', () => {
    const pinned = new Pinned();
    pinned.show(photo('a.png'));
    pinned.toggle(1);
    pinned.toggle(2);
    pinned.show(photo('a.png', { layer: 'other' }));
    expect(pinned.channels).toEqual([]);
    expect(pinned.note).toMatch(/^2 pins of layer conv wait there/);
    pinned.toggle(0);
    expect(pinned.note).toBeNull();
    pinned.show(photo('a.png', { layer: 'other', model: 'another' }));
    expect(pinned.note).toMatch(/^The pin of channel 0 of the model before waits there/);
    expect(pinned.at({ model: 'model', layer: 'conv' })).toEqual([1, 2]);
    pinned.show(photo('a.png'));
    expect([pinned.channels, pinned.note]).toEqual([[1, 2], null]);
    pinned.show(photo('a.png', { layer: 'other' }));
    expect(pinned.channels).toEqual([0]);
  });

  it('say nothing where there was nothing to lose', () => {
    const pinned = new Pinned();
    pinned.show(photo('a.png'));
    pinned.show(photo('a.png', { layer: 'other' }));
    expect(pinned.note).toBeNull();
  });

  it('of the last session are there again at its layer, and only there', () => {
    const restored = new Pinned();
    restored.restore({ model: 'model', layer: 'conv', channels: [2, 0, 700] });
    restored.show(photo('a.png'));
    expect(restored.channels).toEqual([2, 0]);
    const elsewhere = new Pinned();
    elsewhere.restore({ model: 'model', layer: 'gone', channels: [2] });
    elsewhere.show(photo('a.png'));
    expect(elsewhere.channels).toEqual([]);
    expect(elsewhere.note).toMatch(/layer gone/);
  });

  it('a session from before there were pins is still read', () => {
    const { pinnedChannels: _, ...old } = session();
    expect(sessionSchema.parse(old).pinnedChannels).toEqual([]);
  });
});

describe('the photos they are compared over', () => {
  it('are the last ones looked at, each once, the one on show first', () => {
    const pinned = new Pinned();
    for (const name of ['a.png', 'b.png', 'c.png', 'a.png']) pinned.show(photo(name));
    expect(names(pinned)).toEqual(['a.png', 'c.png', 'b.png']);
    for (let index = 0; index < 20; index += 1) pinned.show(photo(`${String(index)}.png`));
    expect(names(pinned)).toHaveLength(8);
    expect(names(pinned)[0]).toBe('19.png');
    pinned.show(null);
    expect(names(pinned)).toHaveLength(8);
  });

  it('are as many as memory holds, the one on show always', () => {
    const pinned = new Pinned();
    const large = { activation: new Float32Array(6 * 2 ** 20) };
    for (const name of ['a.png', 'b.png', 'c.png', 'd.png']) pinned.show(photo(name, large));
    expect(names(pinned)).toEqual(['d.png', 'c.png']);
    pinned.show(photo('e.png', { activation: new Float32Array(20 * 2 ** 20) }));
    expect(names(pinned)).toEqual(['e.png']);
  });

  it('go when another layer comes or what was computed of them holds no longer', () => {
    const pinned = new Pinned();
    pinned.show(photo('a.png'));
    pinned.show(photo('b.png', { layer: 'other' }));
    expect(names(pinned)).toEqual(['b.png']);
    pinned.forgetPhotos();
    expect(names(pinned)).toEqual([]);
  });
});
