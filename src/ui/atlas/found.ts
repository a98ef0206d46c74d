// What: which cards match the search and the filters. Pure.
import { axisOf } from '../../atlas/axes.ts';
import type { Status } from '../../atlas/status.ts';
import { settingFor } from '../../atlas/systems.ts';
import type { System } from '../../atlas/system.ts';

export interface Filters {
  readonly words: string;
  /** '' = any */
  readonly class: string;
  readonly status: string;
  /** Letter of an axis. */
  readonly axis: string;
  readonly runs: boolean;
}
export const NO_FILTERS: Filters = { words: '', class: '', status: '', axis: '', runs: false };

const textOf = ({ name, title, mechanism, simplification, lesson, blocks }: System) =>
  [name, title, mechanism, simplification, lesson, ...blocks.map((code) => axisOf(code)?.blocks[code])]
    .join(' ')
    .toLowerCase();

/** Every word must be there, in any order. */
export function isFound(system: System, status: Status, filters: Filters): boolean {
  const text = textOf(system);
  return (
    filters.words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
    (filters.class === '' || system.class === filters.class) &&
    (filters.status === '' || status === filters.status) &&
    (filters.axis === '' || system.blocks.some((code) => axisOf(code)?.letter === filters.axis)) &&
    (!filters.runs || settingFor(system) !== null)
  );
}
