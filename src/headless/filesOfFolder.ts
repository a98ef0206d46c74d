// What: a folder on disk as files by path, as the page gets one that is dropped.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function filesOfFolder(folder: string, under = ''): Record<string, Blob> {
  const entries = readdirSync(join(folder, under)).map((name): Record<string, Blob> => {
    const path = under ? `${under}/${name}` : name;
    const full = join(folder, path);
    return statSync(full).isDirectory() ? filesOfFolder(folder, path) : { [path]: new Blob([readFileSync(full)]) };
  });
  return Object.assign({}, ...entries) as Record<string, Blob>;
}
