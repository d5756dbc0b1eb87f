/** What is watched in the page. */
export interface Watch {
  /** Input event that starts the clock, heard before the page hears it. */
  readonly event: 'click' | 'pointerup' | 'pointermove';
  /** Element that changes, and how: to `text` or, where that is absent, in any way; `attribute` instead of its text. */
  readonly steps: readonly {
    readonly selector: string;
    readonly attribute?: string;
    readonly text?: string;
  }[];
}

/** Milliseconds from the input event: until the page has changed, until its frame begins, and until that is painted. */
export interface Moments {
  readonly changed: number;
  readonly frame: number;
  readonly drawn: number;
}

/**
 * Runs in the page. Waits for the event, then for each step's change and until the frame with it is painted: a message
 * sent before a frame is painted arrives after it, and the next frame begins after it. Leaves performance marks `input`
 * and `drawn`, and the answer in `window.measured`.
 */
export function watchInPage({ event, steps }: Watch): void {
  const holder = window as unknown as { measured: Promise<Moments[]> };
  holder.measured = new Promise((resolve) => {
    const listen = (input: Event) => {
      window.removeEventListener(event, listen, true);
      const { startTime } = performance.mark('input', { startTime: input.timeStamp });
      void Promise.all(steps.map((step) => shown(step, startTime))).then(resolve);
    };
    window.addEventListener(event, listen, true);
  });

  function shown({ selector, attribute, text }: Watch['steps'][number], start: number): Promise<Moments> {
    const read = () => {
      const element = document.querySelector(selector);
      return (attribute === undefined ? element?.textContent : element?.getAttribute(attribute))?.trim();
    };
    const before = read();
    let changed = false;
    return new Promise((resolve) => {
      const look = () => {
        const now = read();
        // Of a number that is computed anew the same digits may come back, after an ellipsis.
        changed ||= now !== before;
        if (text === undefined ? !changed || now === '…' : now !== text) return;
        observer.disconnect();
        const since = () => performance.now() - start;
        const at = since();
        requestAnimationFrame(() => {
          const frame = since();
          const drawn = () => {
            resolve({ changed: at, frame, drawn: performance.mark('drawn').startTime - start });
          };
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = drawn;
          port2.postMessage(null);
          requestAnimationFrame(drawn);
        });
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
  }
}

/** Runs in the page. The wall clock, once a heatmap has been drawn; `late` when it was there before anyone looked. */
export async function heatmapDrawn(): Promise<{ at: number; late: boolean }> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const there = () => document.querySelector('canvas[aria-label^="Saliency map of"]') !== null;
  const late = there();
  while (!there()) await frame();
  await frame();
  await frame();
  return { at: performance.timeOrigin + performance.now(), late };
}

/** Runs in the page. The wall clock at the first frame with something in it. */
export function firstPaint(): number {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return performance.timeOrigin + (paint?.startTime ?? NaN);
}
