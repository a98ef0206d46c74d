// What: how tables are called in sentences: by name, or where several are called so, by their path, else also by their archive.
import type { DataFile } from './dataFile.ts';
import type { Root } from './root.ts';

export function labelFiles(roots: readonly Root[]): void {
  const counts = new Map<string, number>();
  const each = (visit: (file: DataFile, root: Root) => void) =>
    roots.forEach((root) => root.files.forEach((file) => visit(file, root)));
  const keys = ({ name, path }: DataFile) => new Set([`name ${name}`, `path ${path}`]);
  each((file) => keys(file).forEach((key) => counts.set(key, (counts.get(key) ?? 0) + 1)));
  each((file, root) => {
    const { name, path } = file;
    if (counts.get(`name ${name}`) === 1) file.label = name;
    else file.label = counts.get(`path ${path}`) === 1 || root.name === '' ? path : `${root.name}/${path}`;
  });
}
