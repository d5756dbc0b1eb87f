/** Rank of each value among all, from 1 on; equal values share the mean of the ranks that they take up. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, index) => index);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const result = new Float64Array(values.length);
  for (let first = 0, next = 0; first < order.length; first = next) {
    const value = values[order[first] as number];
    while (next < order.length && values[order[next] as number] === value) next += 1;
    for (let place = first; place < next; place += 1) result[order[place] as number] = (first + 1 + next) / 2;
  }
  return result;
}
