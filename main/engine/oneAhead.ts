/** An item, and what came of the work that was begun on it. */
export interface Begun<T, R> {
  readonly item: T;
  readonly result: Promise<R>;
}

/**
 * Begins the work on each item while the one before it is in use, and no more than one ahead, so that memory stays
 * flat however many there are. A failure stays with its item.
 */
export async function* oneAhead<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  begin: (item: T) => Promise<R>,
): AsyncGenerator<Begun<T, R>> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const take = async (): Promise<Begun<T, R> | undefined> => {
    const step = await iterator.next();
    if (step.done === true) return undefined;
    const item = step.value;
    const result = begin(item);
    // It is awaited later, or never when the loop ends early.
    result.catch(() => undefined);
    return { item, result };
  };
  let next = take();
  try {
    for (let current = await next; current !== undefined; current = await next) {
      next = take();
      next.catch(() => undefined);
      yield current;
    }
  } finally {
    await next.catch(() => undefined);
    await iterator.return?.();
  }
}
