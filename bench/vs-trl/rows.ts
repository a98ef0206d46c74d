// What: the rows of the comparison with TRL: what both sides are asked to do, and which rows a command line chooses.
// The work: 4 prompts, G answers to each, one update; LoRA r = 16 on seven projections, float32, temperature 1, loss_type grpo, AdamW at
// a rate of 1e-6, so that the policy stays what it is. Where a row has a length, no token ends an answer, on both sides.

export interface Row {
  readonly name: string;
  readonly threads: number;
  /** Weight of the KL; 0 = no reference pass. */
  readonly beta: number;
  /** Tokens of every completion; null = they end by themselves, at 48 at the latest. */
  readonly length: number | null;
  /** Of each prompt. */
  readonly pictures: 1 | 3;
  /** G. */
  readonly generations: number;
  /** TRL's gradient checkpointing; its default is on, and slower. */
  readonly checkpointing: 'default' | 'off';
  /** Takes so long that half of the steps do. */
  readonly isLong: boolean;
}

export const PROMPTS = 4;
export const MOST_TOKENS = 48;
/** 4 × 8 × 19 tokens: what Pocket writes by itself on these prompts, about. */
const MAIN: Row = {
  ...{ name: 'two threads, KL on', threads: 2, beta: 0.04, length: 19, pictures: 1, generations: 8 },
  ...{ checkpointing: 'off', isLong: false },
};

const varied = (name: string, change: Partial<Row>): Row => ({ ...MAIN, name, ...change });

/** In the order in which they are made; the main row comes last. */
export const ROWS: readonly Row[] = [
  varied('one thread, KL on', { threads: 1 }),
  varied('one thread, KL off', { threads: 1, beta: 0 }),
  varied('two threads, KL off', { beta: 0 }),
  varied('natural lengths', { length: null }),
  varied('3 pictures', { pictures: 3 }),
  varied('G 4', { generations: 4 }),
  varied('G 16', { generations: 16 }),
  varied('G 32', { generations: 32, isLong: true }),
  varied('G 64', { generations: 64, isLong: true }),
  varied('16 tokens', { length: 16 }),
  varied('32 tokens', { length: 32 }),
  varied('64 tokens', { length: 64 }),
  varied('128 tokens', { length: 128, isLong: true }),
  varied('256 tokens', { length: 256, isLong: true }),
  varied('checkpointing as TRL has it', { checkpointing: 'default' }),
  MAIN,
];

/** What is run where nothing is chosen: meant to take at most a quarter of an hour on two quiet cores. */
const USUAL = [
  ...['one thread, KL on', 'two threads, KL off', 'natural lengths', '3 pictures', 'G 32', '64 tokens'],
  ...['checkpointing as TRL has it', MAIN.name],
];

/** `names` are separated by semicolons, as some hold a comma. Throws an Error that lists all of them. */
export function chosenRows(names: string, all: boolean): readonly Row[] {
  if (all) return ROWS;
  const wanted = names === '' ? USUAL : names.split(';').map((name) => name.trim());
  const unknown = wanted.find((name) => !ROWS.some((row) => row.name === name));
  if (unknown !== undefined)
    throw new Error(
      `--rows: there is no row '${unknown}'; choose from ${ROWS.map(({ name }) => `'${name}'`).join(', ')}, with semicolons between them.`,
    );
  return ROWS.filter(({ name }) => wanted.includes(name));
}

export const stepsOf = ({ isLong }: Row, steps: number): number => (isLong ? Math.max(2, Math.ceil(steps / 2)) : steps);

/** The row in words, under its name. */
export function described({ threads, beta, length, pictures, generations, checkpointing }: Row): string {
  return [
    `${PROMPTS} prompts × ${generations}`,
    length === null
      ? `completions that end by themselves, at ${MOST_TOKENS} tokens at the latest`
      : `completions of ${length} tokens`,
    pictures === 1 ? 'a picture each' : `${pictures} pictures each`,
    threads === 1 ? 'one thread' : `${threads} threads`,
    beta === 0 ? 'no KL' : `KL ${beta}`,
    `TRL's gradient checkpointing ${checkpointing === 'off' ? 'off' : 'as by default (on)'}`,
  ].join(', ');
}
