// What: inputs of golden files that do not hold what their output needs, by file. `npm run golden` counts such a case neither as passed nor as
// failed where the adapter gives it up, too; more than MOST_ASIDE of all cases is a failure. systems.test.ts checks that each of
// them stands in README.md, that no other case of the file is meant, and that none of them passes.

export interface Lack {
  /** As README.md has it. */
  readonly reason: string;
  /** Whether the input lacks it. */
  readonly lacks: (input: unknown) => boolean;
}

export const MOST_ASIDE = 0.03;

/** Whether a number stands anywhere in it. */
function holdsNumber(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNumber);
}

export const LACKS: Readonly<Record<string, Lack>> = {
  ares: {
    reason: 'its input has the names of the columns alone; the numbers stand in the output',
    lacks: (input) => !holdsNumber(input),
  },
  deepsearch: {
    reason:
      'its input names the columns alone; the lengths stand in the rows of the output, limit and buffer in its name',
    lacks: (input) => !holdsNumber(input),
  },
};
