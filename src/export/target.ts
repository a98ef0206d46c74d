// What: a trainer that a run can be continued with: one file of `targets/`, found by glob.
import type { ExportedRun } from './exportedRun.ts';
import type { CarriedSettings } from './settings.ts';

export interface TargetFiles {
  /** Path in the archive → content. */
  readonly files: ReadonlyMap<string, string | Uint8Array<ArrayBuffer>>;
  readonly settings: CarriedSettings;
  /** How it is started there, as Markdown. */
  readonly start: string;
  /** What else differs there, one sentence each. */
  readonly notes: readonly string[];
}

export interface Target {
  readonly name: string;
  /** As it is written. */
  readonly title: string;
  /** The version whose files these names were read in. */
  readonly readIn: string;
  write(run: ExportedRun): Promise<TargetFiles> | TargetFiles;
}

const files = import.meta.glob<Target>('./targets/*.ts', { import: 'target', eager: true });

export const TARGETS: ReadonlyMap<string, Target> = new Map(
  Object.values(files).map((target) => [target.name, target]),
);

/** Throws one sentence. */
export function targetByName(name: string): Target {
  const target = TARGETS.get(name);
  if (!target)
    throw new Error(`There is no trainer '${name}' to export to. There are: ${[...TARGETS.keys()].sort().join(', ')}.`);
  return target;
}
