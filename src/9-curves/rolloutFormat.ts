// What: an answer as another trainer logged it, and the form of a log's file: one file of formats/ each, found by glob.
// Units: a number that the file does not have is NaN, never 0. Log-probs and entropies in nats.
import type { LogRow } from './logFormat.ts';

export interface LoggedToken {
  readonly text: string;
  readonly logProb: number;
  readonly entropy: number;
}

export interface LoggedAnswer {
  readonly step: number;
  /** As the trainer wrote it. */
  readonly prompt: string;
  /** Answers of a step with the same key are a group. */
  readonly key: string;
  readonly text: string;
  /** Reward columns by name; where a reward had nothing to say, its column is absent. */
  readonly rewards: Readonly<Record<string, number>>;
  /** The reward that the advantage is made of. */
  readonly reward: number;
  readonly advantage: number;
  /** What else the file says of it, as text. */
  readonly further: Readonly<Record<string, string>>;
  /** [tokens of the answer]; absent where the file has none. */
  readonly tokens?: readonly LoggedToken[];
  /** [tokens] each, by name. */
  readonly signals?: Readonly<Record<string, Float32Array>>;
}

/** Ids → texts, one each: the tokenizer that came along. */
export type TokenTexts = (ids: readonly number[]) => readonly string[];

export interface RolloutFormat {
  /** Whose log it is, as it is written; the same as of its scalars (9-curves/logs), which belong to it. */
  readonly title: string;
  /** How its files end. */
  readonly files: RegExp;
  /** Columns without which a table need not be looked into: one with pictures is large. */
  readonly columns?: readonly string[];
  /** Whether the row is in this form, by the names and kinds of its columns. */
  fits(row: LogRow): boolean;
  /** The answers of one row; `where` starts the sentences: “a.jsonl, line 3”. @throws FormatError */
  read(row: LogRow, where: string, texts: TokenTexts): readonly LoggedAnswer[];
  /** What only all answers together tell; `rewards` = names of the rewards, where the scalars of the same run tell them. */
  finish?(answers: readonly LoggedAnswer[], rewards: readonly string[]): readonly LoggedAnswer[];
}

const modules = import.meta.glob<RolloutFormat>('./rollouts/*.ts', { import: 'format', eager: true });
export const ROLLOUT_FORMATS: readonly RolloutFormat[] = Object.values(modules);

export interface RolloutLog {
  readonly title: string;
  readonly answers: readonly LoggedAnswer[];
}
