// What: a step as blocks see it. Each stage adds a record (Step → Sampled → Scored → Inner); none changes an earlier one.
// Shapes: P drawn places, G generations, R = P·G rollouts (r = p·G + g), T tokens, n parameters of θ.
import type { Picture, ViewSpec } from '../1-image/types.ts';
import type { Policy, Prefix, RowBatch, RowScores } from '../2-policy/types.ts';
import type { OpenAction, Rollouts } from '../3-rollouts/types.ts';
import type { RewardColumn, Truth } from '../4-rewards/types.ts';
import type { Config } from '../config/config.ts';
import type { Compute } from '../gpu/compute.ts';
import type { Signals, UnitsByKind } from './signals.ts';

/** 'drawn' (as the place was asked), 'clean' (the picture as it is), and the names of the recipe's views. */
export type ViewName = string;
/** 'policy' (the θ that is trained), 'frozen' (θ = 0, the reference), and the names of the recipe's vectors. */
export type VectorName = string;

/** One place of a step: a prompt, behind one view, asked in some words. A prompt may occupy several places. */
export interface Drawn {
  readonly prompt: { readonly id: string; readonly pictures: readonly Picture[]; readonly split: string };
  /** What the model is told. */
  readonly text: string;
  readonly view: ViewName;
  readonly truth: Truth;
  /** Numbers about the place (domain, variant, direction_0 …); each becomes the prompt signal `tag/<name>`. */
  readonly tags: Readonly<Record<string, number>>;
}

export interface Step {
  readonly compute: Compute;
  readonly policy: Policy;
  /** As the controllers left it for this step. */
  readonly config: Config;
  /** Steps finished so far: the counter of every random draw; the key is config.data.seed. */
  readonly step: number;
  /** [P] */
  readonly drawn: readonly Drawn[];
  readonly vectors: ReadonlyMap<VectorName, Float32Array>;
  /** KV of the drawn places behind a view and under a vector: made once per step, freed at its end. Do not dispose it. */
  prefix(view: ViewName, vector: VectorName): Promise<Prefix>;
  /** Features [imageTokens × D] of a place's first picture in another view (a crop, say); null where it has no picture. */
  encodeView(place: number, view: ViewSpec): Promise<Float32Array | null>;
  /** What a completion may ask for. */
  readonly actions: readonly OpenAction[];
}

export interface Sampled extends Step {
  readonly rollouts: Rollouts;
  readonly signals: Signals;
  readonly units: UnitsByKind;
  /** What the probes counted. */
  readonly metrics?: Readonly<Record<string, number>>;
}

export interface Scored extends Sampled {
  /** One per use of a reward; each is also the rollout signal `reward/<as>`. */
  readonly columns: readonly RewardColumn[];
  /** Weight of each column. */
  readonly weights: readonly number[];
  /** [R × T] bit s = the token lies in span s of the grammar; `spanNames[s]`. */
  readonly tokenSpans: Int32Array;
  readonly spanNames: readonly string[];
  /** [R] 0 = left out of the group statistics / of the loss (filters); absent = all count. */
  readonly inStatistics?: Uint8Array;
  readonly inLoss?: Uint8Array;
}

/** One of the updates on the same rollouts (num_iterations). */
export interface Inner extends Scored {
  readonly update: number;
  /** [R × T] */
  readonly advantages: Float32Array;
  /** Log-probs and entropies under the θ of this update. */
  readonly now: RowScores;
  /** [R × T] 1 = a token of the completion that counts. */
  readonly mask: Float32Array;
  /** Divisor of the policy loss for tokens of rollout r; an auxiliary term may share it (AHPO). */
  readonly normaliser: (r: number) => number;
}

/** Teacher-forced rows behind a prefix, and whose gradient they give. Equal ids share one backward pass. */
export interface TermRows {
  readonly id: string;
  readonly batch: RowBatch;
  readonly prefix: Prefix;
  /** 'policy', or a vector that has an optimiser of its own. */
  readonly vector: VectorName;
}

/** A share of the loss: L = Σ coef·log p(ids) + Σ coefEntropy·H has its gradient at these coefficients. */
export interface Term {
  readonly name: string;
  readonly rows: TermRows;
  /** [N × T × K] dL/d log p. */
  readonly coef: Float32Array;
  /** [N × T] dL/dH. */
  readonly coefEntropy?: Float32Array;
  /** Its value, for the curves. */
  readonly loss: number;
  readonly metrics?: Readonly<Record<string, number>>;
}
