// What: the nine stages as data: one file `stages/<stage>.ts` each, with `export const stage: StageFile`.
import type { Config } from '../../config/config.ts';
import type { StageReport } from '../../store/store.ts';
import { STAGE_NAMES } from '../../training/protocol.ts';
import type { StageName, StepMetrics } from '../../training/protocol.ts';
import type { StageTexts } from '../texts/stages.ts';

/** What the worked example of a stage may use. */
export interface StageFacts {
  readonly config: Config;
  readonly reports: Readonly<Partial<Record<StageName, StageReport>>>;
  readonly point: StepMetrics | undefined;
  readonly trainable: number;
}

export interface StageFile extends StageTexts {
  readonly name: StageName;
  /** The formula with the numbers of this step filled in, one per line. */
  readonly worked: (facts: StageFacts) => readonly string[];
  /** Names as kernels.ts has them. */
  readonly shaders: (config: Config) => readonly string[];
  /** The files to read first, by path ('/src/…'); each is a small file of the build, loaded when it is opened. */
  readonly code: Readonly<Record<string, () => Promise<string>>>;
}

const files = import.meta.glob<StageFile>('./stages/*.ts', { eager: true, import: 'stage' });

export const STAGES: readonly StageFile[] = STAGE_NAMES.map((name) => {
  const file = Object.values(files).find((other) => other.name === name);
  if (!file) throw new Error(`There is no file for the stage ${name} in src/ui/pipeline/stages.`);
  return file;
});

type Example = Readonly<Record<string, readonly number[] | readonly string[]>>;
const listOf = (example: Example | undefined, key: string) => example?.[key] ?? [];
export const numbersIn = (example: Example | undefined, key: string): readonly number[] =>
  listOf(example, key).filter((value): value is number => typeof value === 'number');
export const wordsIn = (example: Example | undefined, key: string): readonly string[] =>
  listOf(example, key).filter((value): value is string => typeof value === 'string');
