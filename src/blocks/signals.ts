// What: every signal about rollouts, by name and shape. Probes and rewards add signals; none is ever overwritten.
// Shapes: P prompts, G generations, R = P·G rollouts, T tokens, U units.

/** 'logProb', 'entropy', 'ref/logProb', 'masked/logProb', 'reward/answerExact', 'judge/score', 'gold/gain', 'tag/variant' … */
export type SignalName = string;

/** token [R × T], unit [R × U], rollout [R], prompt [P]. */
export type SignalShape = 'token' | 'unit' | 'rollout' | 'prompt';

export type UnitKind = 'turn' | 'step' | 'sentence' | 'item' | 'node';

export interface Signal {
  readonly shape: SignalShape;
  readonly values: Float32Array;
  /** Where the shape is 'unit'. */
  readonly unit?: UnitKind;
}

export type Signals = ReadonlyMap<SignalName, Signal>;

/** Which part of a rollout each token belongs to. */
export interface Units {
  /** [R × T] the unit of each token, counted from 0 in each rollout; −1 = none. */
  readonly of: Int32Array;
  /** U, the most that any rollout has; at least 1. */
  readonly count: number;
}

export type UnitsByKind = Readonly<Partial<Record<UnitKind, Units>>>;
