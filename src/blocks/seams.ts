// What: the seams at which a recipe plugs in: one interface per kind of block, with the one function that it has.
import type { ViewSpec } from '../1-image/types.ts';
import type { Policy } from '../2-policy/types.ts';
import type { ActionRow, Look, Rollouts } from '../3-rollouts/types.ts';
import type { Objective } from '../5-advantages/types.ts';
import type { Config } from '../config/config.ts';
import type { Facts, Knobs, Own } from './block.ts';
import type { SignalName, Signals, UnitsByKind } from './signals.ts';
import type { Drawn, Inner, Sampled, Scored, Step, Term, VectorName } from './step.ts';

/** src/1-image/views: how a picture is changed before the model sees it. */
export interface View<K extends Knobs = Knobs> extends Facts<K> {
  of(drawn: Drawn, own: Own<K>): ViewSpec;
}

/** src/3-rollouts/samplers: how rollouts are produced. */
export interface Sampler<K extends Knobs = Knobs> extends Facts<K> {
  sample(
    step: Step,
    own: Own<K>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<{ readonly rollouts: Rollouts; readonly units?: UnitsByKind; readonly signals?: Signals }>;
}

/** src/3-rollouts/actions: what a rollout gets back when it writes a tag. */
export interface Action<K extends Knobs = Knobs> extends Facts<K> {
  readonly tag: string;
  /** Most positions that what comes back takes. */
  slots(policy: Policy, own: Own<K>): number;
  /** null = nothing comes back. */
  answer(step: Step, asked: ActionRow, own: Own<K>): Promise<Look | null>;
}

/** src/3-rollouts/probes: further passes over the rollouts; the names of its signals begin with `${own.as}/`. */
export interface Probe<K extends Knobs = Knobs> extends Facts<K> {
  /** Signals of a use. */
  gives(own: Own<K>): readonly SignalName[];
  /** Settings with which it gives a signal that some block needs; null where it does not. */
  derive?(
    signal: SignalName,
    names: { readonly views: readonly string[]; readonly vectors: readonly string[] },
  ): Own<K> | null;
  probe(step: Sampled, own: Own<K>): Promise<Signals>;
  /** Metrics of the signals that it gave. */
  count?(step: Sampled, found: Signals, own: Own<K>): Readonly<Record<string, number>>;
}

/** Closes rewards; compares the raw rewards of rollouts; takes the weighted sum apart, which only one can do. In this order. */
export const COMPOSE_PLACES = ['gate', 'peers', 'apart'] as const;
export type ComposePlace = (typeof COMPOSE_PLACES)[number];

/** src/4-rewards/compose: what is normalised as one; run in order on [the weighted sum]. */
export interface Compose<K extends Knobs = Knobs> extends Facts<K> {
  /** Where on its axis it must stand; absent = anywhere. */
  readonly place?: ComposePlace;
  compose(step: Scored, objectives: readonly Objective[], own: Own<K>): readonly Objective[];
}

/** src/5-advantages/shapers: [R × T] → [R × T], run in order. */
export interface Shaper<K extends Knobs = Knobs> extends Facts<K>, Ranks<K> {
  /** `unshaped`: the advantages before the first shaper, for those that must not build on one another. */
  shape(
    step: Scored,
    advantages: Float32Array,
    own: Own<K>,
    unshaped: Float32Array,
  ): Float32Array | Shaped | Promise<Float32Array | Shaped>;
}
/** What ranks tokens (a weight) and what ranks answers (a shaper) must go by one signal, or they undo each other. */
interface Ranks<K extends Knobs> {
  ranksBy?(own: Own<K>): SignalName;
}
export interface Shaped {
  readonly advantages: Float32Array;
  readonly metrics: Readonly<Record<string, number>>;
}

/** src/6-loss/weights: what each token counts in the policy loss; uses are multiplied. */
export interface TokenWeight<K extends Knobs = Knobs> extends Facts<K>, Ranks<K> {
  weigh(step: Scored, own: Own<K>): TokenWeights | Promise<TokenWeights>;
}
export interface TokenWeights {
  /** [R × T] factor of the policy term; KL and denominators keep all tokens. */
  readonly weights?: Float32Array;
  /** [R × T] 0 = the token is not part of the completion for the loss: it does not count in denominators and KL either. */
  readonly mask?: Float32Array;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** src/6-loss/terms: further shares of the loss. */
export interface LossTerm<K extends Knobs = Knobs> extends Facts<K> {
  terms(step: Inner, own: Own<K>): Promise<readonly Term[]>;
  /** Tokens of its rows that the divisor of a policy loss over the batch's tokens counts, too (AHPO); absent = none. */
  sharedTokens?(step: Scored, own: Own<K>): number;
}

/** Plain data and typed arrays that a block keeps between steps; part of checkpoints and run files. */
export interface Keeps<S> {
  start(): S;
}
/** Finished steps only, so that a run can be replayed. */
export interface Watched<S> {
  readonly seed: number;
  readonly step: number;
  readonly state: S;
  /** Metrics of the last finished step; null before the first. What must reach further back is kept in the state. */
  readonly last: Readonly<Record<string, number>> | null;
}

/** src/data/rules: the drawn places of a step, one after the other. */
export interface DataRule<K extends Knobs = Knobs, S = unknown> extends Facts<K>, Keeps<S> {
  draw?(given: readonly Drawn[], run: Watched<S> & Around, own: Own<K>): readonly Drawn[];
  /** Rollouts that the group statistics or the loss leave out; absent = none. */
  keep?(scored: Scored, own: Own<K>): Kept;
  /** What it keeps of a finished step (replay buffers, pass rates); absent = nothing. */
  after?(state: S, scored: Scored, own: Own<K>): S;
}

export interface Around {
  readonly config: Config;
  /** Every prompt that may be drawn, each as a place of its own. */
  readonly pool: readonly Drawn[];
}

export interface Kept {
  /** [R] 0 = left out. */
  readonly inStatistics?: Uint8Array;
  readonly inLoss?: Uint8Array;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** src/control: moves leaves of the configuration before a step; what moved is logged as `control/<leaf>`. */
export interface Controller<K extends Knobs = Knobs, S = unknown> extends Facts<K>, Keeps<S> {
  move(config: Config, run: Watched<S> & Leaves, own: Own<K>): Moved<S>;
}
/** Leaves of a configuration by name, those of uses as `<name of the use>.<knob>`; a name that is not there throws. */
export interface Leaves {
  get(config: Config, leaf: string): unknown;
  /** The same configuration with one leaf replaced; the value is checked. */
  set(config: Config, leaf: string, value: unknown): Config;
}
export interface Moved<S> {
  readonly config: Config;
  readonly state: S;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** src/8-update/vectors: a θ that is kept beside the policy. */
export interface Vector<K extends Knobs = Knobs> extends Facts<K> {
  start(policy: Float32Array, own: Own<K>): Float32Array;
  /** Settings in which its optimiser differs from the policy's; absent = no gradient moves it. */
  optimizer?(own: Own<K>): Partial<Config['optimizer']>;
  /** After the step's updates; `step` counts finished steps, this one included. */
  after(vector: Float32Array, given: VectorUpdate, own: Own<K>): Float32Array;
}
export interface VectorUpdate {
  readonly policy: Float32Array;
  readonly step: number;
  readonly name: VectorName;
}
