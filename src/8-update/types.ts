// What: θ after one optimiser step. Shapes: n parameters.
export interface OptimizerState {
  /** [n] first and second moment of AdamW; zeros at the start; untouched by SGD. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
  /** Optimiser steps taken so far. */
  readonly stepCount: number;
}

export interface UpdateReport {
  readonly theta: Float32Array;
  readonly state: OptimizerState;
  /** Global L2 norm before clipping (TRL: grad_norm). */
  readonly gradNorm: number;
  readonly learningRate: number;
  /** L2 norm of θ_new − θ_old. */
  readonly updateNorm: number;
  /** The gradient was not finite: θ and the moments are as before, `reason` says what to do. */
  readonly skipped: boolean;
  readonly reason?: string;
}

/** A vector that outlives a step: the policy's θ, a copy of it, a side model. */
export interface KeptVector {
  /** [n] */
  readonly theta: Float32Array;
  /** null = nothing trains it. */
  readonly optimizer: OptimizerState | null;
}
