// What: stage 8 as the loop calls it: one optimiser step of the policy, and after the last update of a step the vectors that the
//   recipe keeps beside it.
import { applyUpdate } from '../../8-update/applyUpdate.ts';
import type { KeptVector, UpdateReport } from '../../8-update/types.ts';
import type { VectorName } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import { blocksOf } from '../../config/uses.ts';
import type { Compute } from '../../gpu/compute.ts';
import { POLICY } from '../checkpoint.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { Gradients } from './gradientOf.ts';
import type { OpenStep } from './openStep.ts';

export type Vectors = ReadonlyMap<VectorName, KeptVector>;
export interface VectorsUpdate extends UpdateReport {
  readonly vectors: Vectors;
}

type Settings = Config['optimizer'];

function update(compute: Compute, optimizer: Settings, vector: KeptVector, gradient: Float32Array) {
  return applyUpdate(compute, {
    theta: vector.theta,
    gradient,
    state: vector.optimizer!,
    optim: optimizer.optim,
    learningRate: optimizer.learning_rate,
    adamBeta1: optimizer.adam_beta1,
    adamBeta2: optimizer.adam_beta2,
    adamEpsilon: optimizer.adam_epsilon,
    weightDecay: optimizer.weight_decay,
    maxGradNorm: optimizer.max_grad_norm,
  });
}

async function moved(compute: Compute, settings: Settings, vector: KeptVector, gradient: Float32Array) {
  const { theta, state } = await update(compute, settings, vector, gradient);
  return { theta, optimizer: state };
}

export async function updateOf(
  { compute, config, step }: OpenStep,
  before: Vectors,
  gradients: Gradients,
  isLast: boolean,
  runs: BlockRuns,
): Promise<VectorsUpdate> {
  const report = await update(compute, config.optimizer, before.get(POLICY)!, gradients.values);
  const vectors = new Map(before).set(POLICY, { theta: report.theta, optimizer: report.state });
  for (const use of blocksOf(config, 'vector')) {
    const { as } = use.own;
    const own = before.get(as)!;
    const gradient = gradients.others.get(as);
    const settings = use.block.optimizer?.(use.own);
    if (gradient && !settings)
      throw new Error(`A loss term trains the vector '${as}', which has no optimiser; give the term another vector.`);
    const trained =
      gradient && own.optimizer ? await moved(compute, { ...config.optimizer, ...settings }, own, gradient) : own;
    if (!isLast) {
      vectors.set(as, trained);
      continue;
    }
    const given = { policy: report.theta, step: step + 1, name: as };
    const theta = await runs.time('vector', use, () => use.block.after(trained.theta, given, use.own));
    vectors.set(as, { theta, optimizer: trained.optimizer });
  }
  return { ...report, vectors };
}
