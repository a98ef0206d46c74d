// What: every loss_type by name: the files of losses/. A new file is found by itself.
import type { LossFile } from './lossFile.ts';

const files = import.meta.glob<LossFile>('./losses/*.ts', { eager: true, import: 'loss' });

export const LOSSES: ReadonlyMap<string, LossFile> = new Map(
  Object.values(files)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((file) => [file.name, file]),
);

export function lossOf(name: string): LossFile {
  const file = LOSSES.get(name);
  if (!file) throw new Error(`There is no loss_type '${name}'; choose one of ${[...LOSSES.keys()].join(', ')}.`);
  return file;
}

/** Values of a loss's own settings: those given, the defaults for the rest. */
export const ownSettings = ({ knobs }: LossFile, given: Readonly<Record<string, unknown>> | undefined) =>
  Object.fromEntries(Object.entries(knobs).map(([name, knob]) => [name, given?.[name] ?? knob.default]));
