// What: names of second downloads and copies: “config (1).json”, “config(1).json”, “config copy 2.json”, “config - Copy (2).json” are config.json.

const MARK = /(?: ?\(\d+\)| copy(?: \d+)?| - Copy(?: \(\d+\))?)(?=(?:\.\w+)?$)/i;

/** The path without the mark of a copy in its last part. */
export const originalPath = (path: string): string => {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return folder + path.slice(folder.length).replace(MARK, '');
};

/** New paths of copies whose original is not there, if no other copy claims the same name. */
export function withoutMarks(paths: readonly string[]): ReadonlyMap<string, string> {
  const there = new Set(paths);
  const free = paths.filter((path) => !there.has(originalPath(path)));
  const alone = free.filter((path) => free.filter((other) => originalPath(other) === originalPath(path)).length === 1);
  return new Map(alone.map((path) => [path, originalPath(path)]));
}
