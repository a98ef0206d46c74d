// What: paths by their ends, so that a path which somebody wrote on another disk finds the one that agrees with it in most of its last parts.
// Work: as many steps as a path has parts, however many paths there are: a folder may hold ten thousand files of one name (0001/image.png, …).

interface Node<Value> {
  readonly longer: Map<string, Node<Value>>;
  /** Of the paths that end so: the first that was added, and whether there is another value. */
  first: Numbered<Value>;
  isShared: boolean;
  /** The path that is no longer than this. */
  whole: Numbered<Value> | null;
}

export interface Numbered<Value> {
  readonly value: Value;
  /** How many were added before. */
  readonly place: number;
}

const reversed = (path: string) => path.split('/').reverse();

export class PathEnds<Value> {
  readonly #byName = new Map<string, Node<Value>>();
  #count = 0;

  add(path: string, value: Value): void {
    const own: Numbered<Value> = { value, place: this.#count++ };
    let [level, last] = [this.#byName, null as Node<Value> | null];
    for (const part of reversed(path)) {
      last = level.get(part) ?? null;
      if (!last) level.set(part, (last = { longer: new Map(), first: own, isShared: false, whole: null }));
      else if (last.first.value !== value) last.isShared = true;
      level = last.longer;
    }
    last!.whole ??= own;
  }

  /** From the name on, a node for each of the last parts that some path shares. */
  #shared(path: string): readonly Node<Value>[] {
    const nodes: Node<Value>[] = [];
    let level = this.#byName;
    for (const part of reversed(path)) {
      const node = level.get(part);
      if (!node) break;
      nodes.push(node);
      level = node.longer;
    }
    return nodes;
  }

  /** The only value whose path agrees with this one in the most of its last parts, and in how many. */
  nearest(path: string): { readonly value: Value; readonly parts: number } | null {
    const nodes = this.#shared(path);
    const last = nodes.at(-1);
    return last && !last.isShared ? { value: last.first.value, parts: nodes.length } : null;
  }

  /** Whether a path ends with all of this one. */
  has(path: string): boolean {
    return this.#shared(path).length === path.split('/').length;
  }

  /** The one that was added first of those that end with all of this path, and of those that this path ends with. */
  firstWithin(path: string): Value | undefined {
    const nodes = this.#shared(path);
    const longer = nodes.length === path.split('/').length ? [nodes.at(-1)!.first] : [];
    const fitting = [...longer, ...nodes.flatMap(({ whole }) => whole ?? [])];
    return fitting.reduce<Numbered<Value> | undefined>(
      (best, one) => (best === undefined || one.place < best.place ? one : best),
      undefined,
    )?.value;
  }
}
