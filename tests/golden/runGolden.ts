// What: `npm run golden`: a folder of golden files through our blocks; golden.mjs loads it, for the kernels are found by
// import.meta.glob. Exit code 0 only where cases ran, none failed and few are not representable.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import '../../src/gpu/reflectionGlobals.ts';
import { Float64Compute } from './float64Compute.ts';
import { newCompute } from '../gpu/dawn.ts';
import { parseGoldenOptions } from './goldenOptions.ts';
import type { GoldenOptions } from './goldenOptions.ts';
import { goldenReport } from './goldenReport.ts';
import type { GoldenFile, SystemResult } from './runSystem.ts';
import { runSystem } from './runSystem.ts';

export function isGoldenFile(value: unknown): value is GoldenFile {
  const { system, cases } = (value ?? {}) as Partial<GoldenFile>;
  return typeof system === 'string' && Array.isArray(cases);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} cannot be read: ${(error as Error).message}`);
  }
}

/** The files of a folder that are asked for, by name. */
export function readGoldenFolder({ folder, systems }: Pick<GoldenOptions, 'folder' | 'systems'>) {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (!isFolder) throw new Error(`There is no folder ${folder}.`);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const files = new Map<string, GoldenFile>();
  for (const name of names) {
    const value = parsed(name, readFileSync(join(folder, name), 'utf8'));
    if (!isGoldenFile(value)) throw new Error(`${name} is no golden file: it needs 'system' and a list 'cases'.`);
    files.set(name.replace(/\.json$/, ''), value);
  }
  if (files.size === 0) throw new Error(`The folder ${folder} holds no *.json.`);
  if (!systems) return files;
  const missing = systems.find((name) => ![...files].some(([file, { system }]) => file === name || system === name));
  if (missing !== undefined) throw new Error(`No file of ${folder} is for '${missing}'.`);
  return new Map([...files].filter(([file, { system }]) => systems.includes(file) || systems.includes(system)));
}

/** Returns the exit code. */
export async function golden(words: readonly string[]): Promise<number> {
  const options = parseGoldenOptions(words);
  const compute = options.gpu ? await newCompute() : new Float64Compute();
  const results: SystemResult[] = [];
  for (const [file, contents] of readGoldenFolder(options)) {
    results.push(await runSystem(file, contents, { compute, follows: options.follows }));
  }
  const all = [...readGoldenFolder({ ...options, systems: null }).values()];
  const total = all.reduce((sum, { cases }) => sum + cases.length, 0);
  const { lines, passed, failed, tooMany } = goldenReport(results, options.verbose, total);
  for (const line of lines) console.log(line);
  compute.destroy();
  return passed > 0 && failed === 0 && !tooMany ? 0 : 1;
}
