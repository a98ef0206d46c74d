// What: what a run is made of between two steps, and its way into a checkpoint and back. Replaced as a whole after a step,
// never changed in place, so whatever happens in mid-step leaves the last finished step.
import { newOptimizerState } from '../../8-update/applyUpdate.ts';
import type { OptimizerState } from '../../8-update/types.ts';
import type { CurvePoint } from '../../9-curves/types.ts';
import { randomWords, toUniform } from '../../3-rollouts/philox.ts';
import type { Config } from '../../config/config.ts';
import { initTheta } from '../../onnx/insertLora.ts';
import type { ThetaSegment } from '../../onnx/insertLora.ts';
import type { Checkpoint } from '../protocol.ts';

export const CHECKPOINT_VERSION = 1;

export interface RunState {
  /** Steps finished. */
  readonly step: number;
  readonly theta: Float32Array;
  readonly optimizer: OptimizerState;
}

/** A as PEFT starts it, from Philox (counter = block of four, segment; stream 'init'), B = 0; moments 0. */
export function newRun(layout: readonly ThetaSegment[], seed: number): RunState {
  let segment = 0;
  const theta = initTheta(layout, (n) => {
    const row = segment++;
    const values = new Float32Array(n);
    for (let i = 0; i < n; i += 4) {
      const words = randomWords(seed, { step: 0, row, position: i / 4, stream: 'init' });
      for (let k = 0; k < 4 && i + k < n; k++) values[i + k] = toUniform(words[k]!);
    }
    return values;
  });
  return { step: 0, theta, optimizer: newOptimizerState(theta.length) };
}

export function toCheckpoint(run: RunState, config: Config, history: readonly CurvePoint[]): Checkpoint {
  return {
    version: CHECKPOINT_VERSION,
    config,
    step: run.step,
    theta: run.theta.slice(),
    firstMoment: run.optimizer.firstMoment.slice(),
    secondMoment: run.optimizer.secondMoment.slice(),
    optimizerSteps: run.optimizer.stepCount,
    history,
  };
}

/** Throws one sentence where the checkpoint is of another version or another adapter. */
export function fromCheckpoint(checkpoint: Checkpoint, thetaLength: number): RunState {
  const { version, step, theta, firstMoment, secondMoment, optimizerSteps } = checkpoint;
  if (version !== CHECKPOINT_VERSION) {
    throw new Error(`The checkpoint has version ${version}; this page reads version ${CHECKPOINT_VERSION}.`);
  }
  if ([theta, firstMoment, secondMoment].some(({ length }) => length !== thetaLength)) {
    throw new Error(
      `The checkpoint holds ${theta.length} adapter weights, but this model's adapter has ${thetaLength}; load the model it was made with.`,
    );
  }
  return {
    step,
    theta: theta.slice(),
    optimizer: { firstMoment: firstMoment.slice(), secondMoment: secondMoment.slice(), stepCount: optimizerSteps },
  };
}
