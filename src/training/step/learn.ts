// What: stages 5 to 8 as the loop calls them: the configuration's leaves become the arguments of each stage.
import { computeAdvantages } from '../../5-advantages/computeAdvantages.ts';
import type { Advantages } from '../../5-advantages/types.ts';
import type { RewardTable } from '../../4-rewards/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import { newLogProbs } from '../../3-rollouts/probes.ts';
import { computeCoefficients } from '../../6-loss/computeCoefficients.ts';
import type { TokenCoefficients } from '../../6-loss/types.ts';
import { computeGradient } from '../../7-gradient/gradient.ts';
import type { Gradient } from '../../7-gradient/types.ts';
import { applyUpdate } from '../../8-update/applyUpdate.ts';
import { scheduledRate } from '../../8-update/scheduledRate.ts';
import type { OptimizerState, UpdateReport } from '../../8-update/types.ts';
import type { Config } from '../../config/config.ts';
import type { PolicyInput } from './preparePrompts.ts';
import { randomOrder } from '../prompts/randomOrder.ts';
import type { StageTell } from '../session/stageTimer.ts';
import type { StepEngine } from './stepTypes.ts';

export function advantagesOf(
  { compute, config, step }: StepEngine,
  rollouts: Rollouts,
  table: RewardTable,
): Promise<Advantages> {
  const { promptCount, generations, lengths } = rollouts;
  const { scale_rewards: scaleRewards, advantage_baseline: baseline, shuffle_advantages: shuffled } = config.advantage;
  const permutation = shuffled ? { permutation: randomOrder(config.data.seed, step, lengths.length, 'shuffle') } : {};
  return computeAdvantages(compute, {
    ...{ reward: table.reward, table, promptCount, generations, scaleRewards, baseline, ...permutation },
    aggregation: config.composition.multi_objective_aggregation,
  });
}

function lossSettings({ loss, auxiliaryLoss, tokenWeight, sampling }: Config) {
  return {
    lossType: loss.loss_type,
    importanceSamplingLevel: loss.importance_sampling_level,
    epsilon: loss.epsilon,
    epsilonHigh: loss.epsilon_high,
    delta: loss.delta,
    dualClip: loss.dual_clip,
    beta: auxiliaryLoss.beta,
    klEstimator: auxiliaryLoss.kl_estimator,
    entropyCoef: auxiliaryLoss.entropy_coef,
    maskTruncatedCompletions: tokenWeight.mask_truncated_completions,
    topEntropyQuantile: tokenWeight.top_entropy_quantile,
    maxCompletionLength: sampling.max_completion_length,
  };
}

/** With the θ that sampled them the rollouts' own log-probs stand (ratio 1); later updates score them again. */
export async function coefficientsOf(
  { compute, policy, config }: StepEngine,
  theta: Float32Array,
  input: PolicyInput,
  rollouts: Rollouts,
  { advantages }: Advantages,
  update: number,
): Promise<TokenCoefficients> {
  const { oldLogProbs, lengths, truncated, maxTokens, signals } = rollouts;
  const now =
    update === 0 ? null : await newLogProbs(policy, theta, input.prefix, rollouts, config.sampling.temperature);
  return computeCoefficients(compute, {
    ...lossSettings(config),
    ...{ oldLogProbs, lengths, truncated, maxTokens, advantages },
    entropies: now?.entropies ?? rollouts.entropies,
    ...(now && { newLogProbs: now.logProbs }),
    ...(signals['refLogProb'] && { refLogProbs: signals['refLogProb'] }),
  });
}

export function gradientOf(
  { policy, config }: StepEngine,
  theta: Float32Array,
  { prefix }: PolicyInput,
  rollouts: Rollouts,
  coefficients: TokenCoefficients,
  onProgress?: StageTell,
): Promise<Gradient> {
  return computeGradient(policy, theta, prefix, rollouts, coefficients, config.sampling.temperature, onProgress);
}

export function updateOf(
  { compute, config: { controller }, step }: StepEngine,
  theta: Float32Array,
  state: OptimizerState,
  gradient: Gradient,
): Promise<UpdateReport> {
  return applyUpdate(compute, {
    theta,
    gradient: gradient.values,
    state,
    optim: controller.optim,
    learningRate: scheduledRate(controller, step),
    adamBeta1: controller.adam_beta1,
    adamBeta2: controller.adam_beta2,
    adamEpsilon: controller.adam_epsilon,
    weightDecay: controller.weight_decay,
    maxGradNorm: controller.max_grad_norm,
  });
}
