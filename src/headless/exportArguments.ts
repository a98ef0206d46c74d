// What: the command line of `npm run export` as a checked object. What is wrong is one sentence.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { COORDINATES } from '../export/exportedRun.ts';
import type { Coordinates } from '../export/exportedRun.ts';
import { TARGETS, targetByName } from '../export/target.ts';
import type { Target } from '../export/target.ts';

export interface ExportArguments {
  readonly run: string;
  readonly target: Target;
  readonly out: string;
  readonly coordinates: Coordinates;
}

export const EXPORT_HELP = `A run as another trainer reads it: npm run export -- --run FILE.rollscope --to ${[...TARGETS.keys()].join('|')}
  --out FOLDER          where it is written (FILE-TRAINER beside the run where absent); it must not exist yet
  --boxes ${COORDINATES.join('|')}   how the model will write coordinates (percent)`;

/** null: the help was asked for. Throws a sentence. */
export function parseExportArguments(args: readonly string[]): ExportArguments | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { run: text, to: text, out: text, boxes: text, help: { type: 'boolean', default: false } } }); // prettier-ignore
  if (values.help) return null;
  if (!values.run) throw new Error('Name a run file: npm run export -- --run FILE.rollscope --to trl.');
  if (!values.to) throw new Error(`Name a trainer: --to ${[...TARGETS.keys()].join(', --to ')}.`);
  const coordinates = COORDINATES.find((one) => one === (values.boxes ?? 'percent'));
  if (!coordinates) throw new Error(`--boxes is '${values.boxes}'; it must be one of ${COORDINATES.join(', ')}.`);
  const target = targetByName(values.to);
  const run = resolve(values.run);
  return { run, target, coordinates, out: resolve(values.out ?? `${run.replace(/\.rollscope$/i, '')}-${target.name}`) };
}
