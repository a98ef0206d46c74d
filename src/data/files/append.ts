// What: the items of one list behind those of another. `push(...items)` puts every item on the stack, and a table can have more rows than fit there.
export function append<T>(to: T[], items: Iterable<T>): void {
  for (const item of items) to.push(item);
}
