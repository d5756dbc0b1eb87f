import type { Attachment } from 'svelte/attachments';
import type { Channels } from '../../state/channels.svelte.ts';

/**
 * Elements inside with `data-channel` point at that channel while the pointer is on them or the keyboard's focus in them.
 * Escape, leaving, and the end of the element itself end it.
 */
export function pointing(channels: Pick<Channels, 'hovered'>): Attachment<HTMLElement> {
  return (element) => {
    /** Moving on within what points at a channel already does not point at it anew: it may have been clicked. */
    let under: number | null = null;
    const over = ({ target }: Event) => {
      const channel = channelOf(target);
      // Between two rows, as while they scroll, the last one is still pointed at.
      if (channel === null) return;
      if (channel !== under) channels.hovered = channel;
      under = channel;
    };
    const focus = ({ target }: Event) => {
      if (target instanceof Element && target.matches(':focus-visible')) channels.hovered = channelOf(target);
    };
    const end = () => (channels.hovered = null);
    const leave = () => {
      under = null;
      end();
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') end();
    };
    const heard = new AbortController();
    const { signal } = heard;
    element.addEventListener('mouseover', over, { signal });
    element.addEventListener('mouseleave', leave, { signal });
    element.addEventListener('focusin', focus, { signal });
    element.addEventListener('focusout', end, { signal });
    element.addEventListener('keydown', escape, { signal });
    return () => {
      heard.abort();
      end();
    };
  };
}

function channelOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-channel]') : null;
  return row ? Number(row.dataset.channel) : null;
}
