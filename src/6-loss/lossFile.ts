// What: a loss_type: one file of losses/ that states its kernel, its divisor, its own settings and its metrics. Found by glob:
// a new loss is such a file, its kernel with reference, and tests; no other file changes.
// Shapes: R rollouts, T tokens.
import type { BlockMetric, Knobs } from '../blocks/block.ts';
import type { SettingsOf } from '../config/knob.ts';
import type { Normaliser } from './normalisers.ts';

export interface LossSettings {
  /** The name of a file of losses/. */
  readonly lossType: string;
  readonly importanceSamplingLevel: 'token' | 'sequence' | 'item';
  /** With level item: items behind the first so many share one ratio; 0 or absent = each has its own. */
  readonly ratioItems?: number;
  readonly epsilon: number;
  /** null = epsilon. For cispo the largest ratio itself. */
  readonly epsilonHigh: number | null;
  /** Upper bound of the unclipped ratio; null = off. */
  readonly delta: number | null;
  /** Dual clip: −A·ρ counts at most c·|A| for A < 0; null = off. */
  readonly dualClip: number | null;
  readonly beta: number;
  readonly klEstimator: 'k1' | 'k2' | 'k3';
  /** The KL of a token is held within ± this, with slope 0 there (verl: 10); null = off. */
  readonly klMax?: number | null;
  /** The log-ratio of which the KL is taken is held within ± this, with slope 0 there; null = off. Losses that read kl_gap_max alone. */
  readonly klGapMax?: number | null;
  /** The KL of a token times its ratio, with gradient through both. */
  readonly useBiasCorrectionKl?: boolean;
  readonly entropyCoef: number;
  readonly maskTruncatedCompletions: boolean;
  readonly topEntropyQuantile: number;
  /** Rollouts with A < 0 whose mean of log π_old − log π is larger leave the policy term; null = off. */
  readonly offPolicyMaskThreshold?: number | null;
  /** Settings of single losses by their names (vespo_k_pos …); absent = their defaults. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/** The settings of axis "loss" that not every loss reads. */
export type SharedSetting =
  'importance_sampling_level' | 'epsilon' | 'epsilon_high' | 'delta' | 'dual_clip' | 'kl_gap_max';

/** What a loss may look at to pick tokens of the whole batch. */
export interface LossBatch {
  readonly rollouts: number;
  readonly maxTokens: number;
  /** [R × T] 1 = the token counts. */
  readonly mask: Float32Array;
  /** [R × T] under the θ of this update. */
  readonly newLogProbs: Float32Array;
  /** [R × T] */
  readonly oldLogProbs: Float32Array;
  readonly advantageOf: (i: number) => number;
  /** Counter of random draws: the run's seed, its step, and which of the step's updates. */
  readonly draw: { readonly seed: number; readonly step: number; readonly update: number };
}

/** Sums over the completions in the loss, for the metrics. */
export interface LossStatistics {
  /** Tokens that count, at least 1; completions where the ratio is one of the sequence. */
  readonly count: number;
  /** Σ of the column over the batch. */
  readonly total: (column: 'low' | 'high') => number;
  /** Mean of the column over the tokens of each completion that has any. */
  readonly shares: (column: 'low' | 'high') => readonly number[];
  /** What `selected` gave, where the loss has it. */
  readonly selected: Float32Array | null;
  /** Completions in the loss, those without tokens included. */
  readonly rollouts: number;
}

export interface LossFile<K extends Knobs = Knobs> {
  /** The loss_type; the name of the file. */
  readonly name: string;
  /** One sentence: what it does. */
  readonly doc: string;
  readonly formula: string;
  /** Paper, and the repository whose names and defaults it has. */
  readonly source: string;
  /** shaders/6-loss/<kernel>.wgsl */
  readonly kernel: string;
  /** The kernel has one workgroup per rollout and reads `mask`; absent = one invocation per token. */
  readonly perRollout?: boolean;
  /** Shared settings that it reads; others are refused where they are set (lossProblem). */
  readonly reads: readonly SharedSetting[];
  /** Settings of its own; their names are unique over all losses. */
  readonly knobs: K;
  readonly normaliser: Normaliser;
  readonly metrics: readonly BlockMetric[];
  /** Fields of the kernel's params beyond those that all losses have (shaders/6-loss/terms.wgsl). */
  params(settings: LossSettings, own: SettingsOf<K>): Readonly<Record<string, number>>;
  /** [R × T] 1 = a token picked out of the whole batch. */
  selected?(batch: LossBatch, settings: LossSettings, own: SettingsOf<K>): Float32Array;
  /** What becomes of the selected: 'input' = the kernel reads `selected`; 'leftOut' = they leave the policy term. */
  readonly selection?: 'input' | 'leftOut';
  measure(statistics: LossStatistics): Readonly<Record<string, number>>;
  /** Why its own settings cannot work, in one sentence with the remedy. */
  problem?(own: SettingsOf<K>): string | null;
}

/** A loss whose knobs type is checked where it is written. */
export const lossFile = <K extends Knobs>(file: LossFile<K>): LossFile => file as unknown as LossFile;
