// What: the adapters there are, found by glob: tests/golden/systems/<file>.ts belongs to cases/<file>.json, and to every file
// that names its system.
import type { GoldenAdapter } from './adapter.ts';

const modules = import.meta.glob<GoldenAdapter>('./systems/*.ts', { import: 'adapter', eager: true });

const adapters = new Map<string, GoldenAdapter>(
  Object.entries(modules)
    .filter(([path]) => !path.endsWith('.test.ts'))
    .map(([path, adapter]) => [/([^/]+)\.ts$/.exec(path)![1]!, adapter]),
);

/** `file` without its ending. */
export function adapterFor(file: string, system: string): GoldenAdapter | null {
  return adapters.get(file) ?? [...adapters.values()].find((adapter) => adapter.system === system) ?? null;
}

export const adapterNames = (): string[] => [...adapters.keys()].sort();
