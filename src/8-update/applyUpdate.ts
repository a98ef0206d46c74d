// What: one optimiser step: global norm, clip, AdamW or SGD.
// Formula: gradScale = min(1, max_grad_norm/(‖g‖ + 1e-6)) (torch clip_grad_norm_; max_grad_norm 0 = no clipping); then the
// step of shaders/8-update. A gradient with NaN or infinity changes nothing: the report says so.
// Shapes: n parameters. Units: norms in the units of θ.
// Source: torch.optim.AdamW; transformers' Trainer (adam_beta1 0.9, adam_beta2 0.999, adam_epsilon 1e-8, max_grad_norm 1).
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import { ReferenceCompute } from '../gpu/referenceCompute.ts';
import type { OptimizerState, UpdateReport } from './types.ts';

const BLOCK_SIZE = 4096;

export interface UpdateToApply {
  readonly theta: Float32Array;
  readonly gradient: Float32Array;
  readonly state: OptimizerState;
  readonly optim: 'adamw' | 'sgd';
  readonly learningRate: number;
  readonly adamBeta1: number;
  readonly adamBeta2: number;
  readonly adamEpsilon: number;
  readonly weightDecay: number;
  /** 0 = no clipping. */
  readonly maxGradNorm: number;
}

export const newOptimizerState = (length: number): OptimizerState => ({
  firstMoment: new Float32Array(length),
  secondMoment: new Float32Array(length),
  stepCount: 0,
});

/** L2 norm, and how many values are NaN or infinite. */
async function normOf(compute: Compute, values: DeviceArray) {
  const blocks = Math.max(1, Math.ceil(values.length / BLOCK_SIZE));
  const { partials } = await compute.run('8-update/gradNorm', {
    params: { count: values.length, blockSize: BLOCK_SIZE },
    inputs: { values },
    outputs: { partials: 3 * blocks },
    dispatch: { workgroups: blocks },
  });
  const { total } = await compute.run('8-update/gradNormTotal', {
    params: { blocks },
    inputs: { partials: partials! },
    outputs: { total: 2 },
    dispatch: { workgroups: 1 },
  });
  try {
    const [norm, bad] = await total!.read();
    return { norm: norm!, bad: bad! };
  } finally {
    partials!.destroy();
    total!.destroy();
  }
}

function adamwParams(given: UpdateToApply, gradScale: number) {
  const { learningRate, adamBeta1, adamBeta2, adamEpsilon, weightDecay, theta, state } = given;
  const k = state.stepCount + 1;
  return {
    count: theta.length,
    gradScale,
    decay: learningRate * weightDecay,
    oneMinusBeta1: 1 - adamBeta1,
    beta2: adamBeta2,
    oneMinusBeta2: 1 - adamBeta2,
    epsilon: adamEpsilon,
    stepSize: learningRate / (1 - adamBeta1 ** k),
    correction2: Math.sqrt(1 - adamBeta2 ** k),
  };
}

function checkInput({ theta, gradient, state, learningRate, maxGradNorm }: UpdateToApply): void {
  const lengths = [gradient, state.firstMoment, state.secondMoment].map(({ length }) => length);
  if (lengths.some((length) => length !== theta.length)) {
    throw new Error(`The gradient and the moments have ${lengths.join(', ')} numbers for ${theta.length} parameters.`);
  }
  if (!Number.isFinite(learningRate)) throw new Error(`learning_rate is ${learningRate}; it must be a finite number.`);
  if (!(maxGradNorm >= 0)) throw new Error(`max_grad_norm is ${maxGradNorm}; it must be 0 (off) or more.`);
}

const skippedReport = (given: UpdateToApply, gradNorm: number, reason: string): UpdateReport => ({
  theta: given.theta.slice(),
  state: given.state,
  gradNorm,
  learningRate: given.learningRate,
  updateNorm: 0,
  skipped: true,
  reason,
});

/**
 * θ, gradient and moments come from the host and go back. Where the CPU runs the shaders anyway, their references are quicker:
 * SwiftShader takes 25 ms for the norm of Pocket's 373,760 numbers and 29 ms for SGD (`bench -- --kernels`, a busy machine).
 */
const references = new ReferenceCompute();

/** θ and the state that are given stay as they are; the report holds the new ones. */
export async function applyUpdate(compute: Compute, given: UpdateToApply): Promise<UpdateReport> {
  checkInput(given);
  return update(compute.isSoftware ? references : compute, given);
}

async function update(compute: Compute, given: UpdateToApply): Promise<UpdateReport> {
  const { optim, learningRate, weightDecay, maxGradNorm, state } = given;
  const gradient = compute.upload(given.gradient);
  const theta = compute.upload(given.theta);
  const firstMoment = compute.upload(state.firstMoment);
  const secondMoment = compute.upload(state.secondMoment);
  const change = compute.upload(new Float32Array(given.theta.length));
  try {
    const { norm: gradNorm, bad } = await normOf(compute, gradient);
    if (bad > 0 || !Number.isFinite(gradNorm)) {
      const what =
        bad > 0 ? `${bad} of ${given.gradient.length} numbers of the gradient are` : 'The norm of the gradient is';
      return skippedReport(
        given,
        gradNorm,
        `${what} not finite: this update is skipped. Lower learning_rate if it keeps happening.`,
      );
    }
    const gradScale = maxGradNorm > 0 ? Math.min(1, maxGradNorm / (gradNorm + 1e-6)) : 1;
    const dispatch = { invocations: given.theta.length };
    if (optim === 'adamw') {
      const outputs = { theta, firstMoment, secondMoment, change };
      await compute.run('8-update/adamw', {
        params: adamwParams(given, gradScale),
        inputs: { gradient },
        outputs,
        dispatch,
      });
    } else {
      const params = { count: given.theta.length, gradScale, learningRate, weightDecay };
      await compute.run('8-update/sgd', { params, inputs: { gradient }, outputs: { theta, change }, dispatch });
    }
    const { norm: updateNorm, bad: broken } = await normOf(compute, change);
    if (broken > 0)
      return skippedReport(given, gradNorm, 'The update is not finite and is skipped. Lower learning_rate.');
    return {
      theta: (await theta.read()) as Float32Array,
      state: {
        firstMoment: (await firstMoment.read()) as Float32Array,
        secondMoment: (await secondMoment.read()) as Float32Array,
        stepCount: state.stepCount + 1,
      },
      gradNorm,
      learningRate,
      updateNorm,
      skipped: false,
    };
  } finally {
    for (const array of [gradient, theta, firstMoment, secondMoment, change]) array.destroy();
  }
}
