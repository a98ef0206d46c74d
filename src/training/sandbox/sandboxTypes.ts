// What: what crosses between the page and the engine about answers that no model gave (the reward sandbox) and about what the rewards of a
//   run would see before it begins. None of it changes a number of the run.
import type { Box } from '../../1-image/types.ts';

export type PresetName = 'empty' | 'perfect' | 'perfectMany' | 'allLabels' | 'wholePicture' | 'wrongOrder';

export interface Preset {
  readonly name: PresetName;
  readonly text: string;
}

/** A completion as rewards read it. */
export interface ReadAnswer {
  /** 'greedy' = what the model answers, 'typed' = what was sent; else a preset. */
  readonly from: 'greedy' | 'typed' | PresetName;
  readonly text: string;
  /** The text in pieces, each with the spans of the grammar that it lies in. */
  readonly pieces: readonly { readonly text: string; readonly spans: readonly string[] }[];
  /** Tokens, the stop token included; more than `mostTokens` the model could not have written. */
  readonly tokens: number;
  readonly boxes: readonly Box[];
  readonly spans: Readonly<Record<string, string>>;
  /** Reward columns by name, and the weighted sum. */
  readonly rewards: Readonly<Record<string, number>>;
  readonly reward: number;
}

/** One rollout of the group, as an edit leaves it. */
export interface EditedRow {
  readonly reward: number;
  readonly advantage: number;
  readonly rewards: Readonly<Record<string, number>>;
}

export interface EditedGroup {
  readonly step: number;
  readonly group: number;
  readonly rollout: number;
  /** With the current settings: as it was sampled, and with the edited answer in the place of one. */
  readonly before: readonly EditedRow[];
  readonly after: readonly EditedRow[];
  readonly answer: ReadAnswer;
  /** Columns that read what only the model could give (log-probs, probes): not true for the edited answer. */
  readonly unsure: readonly string[];
}

/** Moments of a reward over the samples. */
export interface Spread {
  /** Share of the samples that got more than 0. */
  readonly positive: number;
  readonly mean: number;
  /** With n − 1. */
  readonly std: number;
}

export interface Reached {
  /** Those that were asked, and how often each. */
  readonly promptIds: readonly string[];
  readonly samples: number;
  readonly reward: Spread;
  readonly columns: readonly ({ readonly name: string } & Spread)[];
  /** G, and the expected share of groups of G in which all rewards are equal. */
  readonly generations: number;
  readonly flatShare: number;
  /** Of drawing and scoring all samples. */
  readonly seconds: number;
  /** Uses of rewards that need a probe and were left out. */
  readonly leftOut: readonly string[];
}

export type SandboxCommand =
  /** Scores texts as answers to a prompt with the rewards of the run. Answered by `answersTried`. */
  | {
      readonly type: 'tryAnswers';
      readonly promptId: string;
      readonly texts: readonly string[];
      /** The presets of the prompt, too. */
      readonly presets: boolean;
      /** What the model answers now, too. */
      readonly greedy: boolean;
    }
  /** Scores the last step again with `text` in the place of one answer. Answered by `answerEdited`. */
  | {
      readonly type: 'editAnswer';
      readonly step: number;
      readonly group: number;
      readonly rollout: number;
      readonly text: string;
    }
  /** Draws answers with the current settings and trains nothing: to one prompt, or to those to train on (null). Answered by `reached`. */
  | { readonly type: 'probeReach'; readonly promptId: string | null; readonly samples: number }
  | { readonly type: 'stopReach' };

export type SandboxEvent =
  | {
      readonly type: 'answersTried';
      readonly promptId: string;
      readonly answers: readonly ReadAnswer[];
      readonly mostTokens: number;
      /** Uses of rewards that need what only a sampled answer has, and were left out. */
      readonly leftOut: readonly string[];
    }
  | { readonly type: 'answerEdited'; readonly edited: EditedGroup }
  /** null = it was stopped. */
  | { readonly type: 'reached'; readonly reached: Reached | null };
