// What: `node --import tsx src/headless/dependencies.ts`: writes DEPENDENCIES.md, what reaches a visitor's browser, from the lock file. A test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './project.mjs';

const HEAD = `# Dependencies

What \`npm ci --omit=dev\` installs: all that can reach a visitor's browser. Written from \`package-lock.json\` by
\`node --import tsx src/headless/dependencies.ts\`; a test fails where the two differ, where a version is not exact, or where a licence is not permissive.

`;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}
export interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly license?: string; readonly dev?: boolean }>
  >;
}

/** [name, version, licence] of every package that is not for development only, by name. */
export function shippedPackages(lock: LockFile): (readonly [name: string, version: string, licence: string])[] {
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(
      ([path, { version = 'none', license = 'none' }]) =>
        [path.split('node_modules/').at(-1)!, version, license] as const,
    )
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
}

/** The direct ones are bold. */
export function dependencyTable(manifest: Manifest, lock: LockFile): string {
  const direct = new Set(Object.keys(manifest.dependencies));
  const rows = shippedPackages(lock).map(([name, version, licence]) => {
    const shown = direct.has(name) ? `**${name}**` : name;
    return `| ${shown} | ${version} | ${licence} |`;
  });
  return `${HEAD}| package | version | licence |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as T;
  writeFileSync(
    join(ROOT, 'DEPENDENCIES.md'),
    dependencyTable(read<Manifest>('package.json'), read<LockFile>('package-lock.json')),
  );
}
