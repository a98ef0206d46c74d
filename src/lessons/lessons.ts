// What: all lessons by id (the name of the file, the only ones here with a hyphen), in order. A new file is found by itself.
import type { Lesson } from './lesson.ts';

const files = import.meta.glob<Lesson>('./*-*.ts', { eager: true, import: 'lesson' });

export const LESSONS: ReadonlyMap<string, Lesson> = new Map(
  Object.entries(files)
    .map(([path, lesson]) => [path.replace(/^\.\/|\.ts$/g, ''), lesson] as const)
    .sort(([a], [b]) => a.localeCompare(b)),
);
