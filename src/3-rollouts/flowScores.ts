// What: how foreign each token's hidden state is to a flow that has learnt those of good answers: the error of its velocity on the way from noise
//   to the state.
// Formula: x = t·h + (1 − t)·noise; error = mean over the times t of mean over the channels of (v(x, t) − (h − noise))²; score = t/(1 − t)·error
//   with the LAST of the times (as released: the weights of the others are never used).
// Shapes: h, noise, v [N × D] → [N]. Times in 0…1, not 1.
// Source: Jinghaoleven/RLFR, openrlhf/openrlhf/models/lmm_kits/flow_simple.py: FlowReward.forward.
import type { Compute } from '../gpu/compute.ts';

export interface FlowInput {
  /** [N × D] */
  readonly hidden: Float32Array;
  readonly noise: Float32Array;
  /** D */
  readonly channels: number;
  readonly times: readonly number[];
}

/** Velocities [N × D] at points [N × D], at a time. */
export type Velocity = (points: Float32Array, time: number) => Float32Array | Promise<Float32Array>;

export async function flowScores(
  compute: Compute,
  { hidden, noise, channels, times }: FlowInput,
  velocityAt: Velocity,
): Promise<{ readonly errors: Float32Array; readonly scores: Float32Array }> {
  if (times.length === 0 || times.some((time) => !(time >= 0 && time < 1)))
    throw new Error(
      `A flow is asked at times from 0 to less than 1, not at ${times.join(', ') || 'none'}; 0.8 is usual.`,
    );
  const count = hidden.length / channels;
  const errors = compute.upload(new Float32Array(count));
  const scores = compute.upload(new Float32Array(count));
  try {
    for (const time of times) {
      const { points } = await compute.run('3-rollouts/flowPoint', {
        params: { count: hidden.length, time },
        inputs: { hidden, noise },
        outputs: { points: hidden.length },
        dispatch: { invocations: hidden.length },
      });
      const velocity = await velocityAt((await points!.read()) as Float32Array, time);
      points!.destroy();
      await compute.run('3-rollouts/velocityError', {
        params: { count, channels, share: 1 / times.length, weight: time / (1 - time) },
        inputs: { velocity, hidden, noise },
        outputs: { errors, scores },
        dispatch: { invocations: count },
      });
    }
    return { errors: (await errors.read()) as Float32Array, scores: (await scores.read()) as Float32Array };
  } finally {
    errors.destroy();
    scores.destroy();
  }
}
