// What: an adapter: one file of tests/golden/systems that feeds a golden case of its system to our blocks. It knows what the
// case says and nothing else: the answer stays with the runner, and the case's name is withheld but for five systems.
import type { Compute } from '../../src/gpu/compute.ts';

/** A file of golden values without its cases. */
export interface GoldenHeader {
  readonly system: string;
  readonly config_defaults?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface GoldenCase {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: unknown;
}

export type Follows = 'code' | 'paper';

export interface GoldenGiven {
  /** The case's name where the file states a setting only there (NAMED_SETTINGS); '' otherwise. */
  readonly name: string;
  /** Constants that stand beside the cases: config_defaults, word_vectors, base_input … */
  readonly file: GoldenHeader;
  /** input.follows, or the reading that the runner was asked for. */
  readonly follows: Follows;
  readonly compute: Compute;
}

/** What `run` returns where the input lacks what the output needs; it fails unless notRepresentable.ts lists such inputs. */
export const NOT_REPRESENTABLE = Symbol('not representable');

export interface GoldenAdapter<Input = never> {
  /** As in the files. */
  readonly system: string;
  /** Relative; 1e-5 where absent, 1e-6 for pure text and geometry. */
  readonly tolerance?: number;
  /** What is compared where only a part of an output is defined (ties); applied to both sides. */
  reduce?(output: unknown, input: Input): unknown;
  /** With `reduce`: what is left out of the comparison, and why; `npm run golden` prints it. */
  readonly leavesOut?: string;
  /** The whole output: every key of the case's must be there. `{ raises: text }` where our block refuses. */
  run(input: Input, given: GoldenGiven): unknown;
}

/** Files whose cases carry a setting in their names only. igpo: its discounted variant has the keys of the released one. */
export const NAMED_SETTINGS: readonly string[] = ['prime', 'rank-grpo', 'papo', 'deepsearch', 'igpo'];
