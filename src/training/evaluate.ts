// What: the greedy answer of every prompt with the present θ, with its boxes and rewards; trains nothing, draws nothing.
// The reward columns are those of the run; no probe runs, so a reward that needs one is left out.
import { generate } from '../3-rollouts/generate.ts';
import { rewardByName } from '../4-rewards/registry.ts';
import type { Config } from '../config/config.ts';
import type { LoadedPrompt } from './loadPrompts.ts';
import { prefillPrompts, viewPrompts } from './preparePrompts.ts';
import type { Evaluation } from './protocol.ts';
import { rewardsOf } from './rolloutViews.ts';
import { scoreCompletions } from './scoreCompletions.ts';
import type { StepEngine } from './stepTypes.ts';

const BATCH = 8;
type EvaluationEngine = Omit<StepEngine, 'optimizer'>;

/** Signals that every rollout has without a probe. */
const FREE_SIGNALS = ['mask', 'logProb', 'entropy', 'token', 'tokenSpans'];

/** The configuration with the rewards that need no probe, their weights kept. */
export function withoutProbes(config: Config, edits: StepEngine['edits']): Config {
  const rewards = config.reward.reward_funcs.map((name) => rewardByName(name, edits));
  const free = rewards.filter(({ needs }) => needs.every((signal) => FREE_SIGNALS.includes(signal)));
  const knobs = new Set(free.flatMap((reward) => reward.knobs.map(({ name }) => name)));
  const reward = {
    reward_funcs: free.map(({ name }) => name),
    reward_knobs: config.reward.reward_knobs.filter((text) => knobs.has(text.slice(0, text.indexOf('=')))),
  };
  const weights = config.composition.reward_weights;
  const reward_weights = weights.filter((_, i) => free.some(({ name }) => name === config.reward.reward_funcs[i]));
  return { ...config, reward, composition: { ...config.composition, reward_weights } };
}

async function evaluateBatch(engine: EvaluationEngine, prompts: readonly LoadedPrompt[]): Promise<Evaluation[]> {
  const { compute, policy, config, theta, step } = engine;
  const views = await viewPrompts(engine, prompts);
  const input = await prefillPrompts(policy, theta, prompts, views);
  try {
    const rollouts = await generate(policy, compute, theta, input.prefix, {
      generations: 1,
      maxTokens: config.sampling.max_completion_length,
      temperature: 0,
      topK: 0,
      topP: 1,
      seed: config.data.seed,
      step,
    });
    const { table, found } = await scoreCompletions(engine, rollouts, prompts);
    return prompts.map(({ id }, r) => ({
      promptId: id,
      text: rollouts.texts[r]!,
      ...found[r]!,
      rewards: rewardsOf(table, r),
    }));
  } finally {
    input.dispose();
  }
}

export async function evaluatePrompts(
  engine: EvaluationEngine,
  prompts: readonly LoadedPrompt[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Evaluation[]> {
  const greedy = { ...engine, config: withoutProbes(engine.config, engine.edits) };
  const results: Evaluation[] = [];
  for (let start = 0; start < prompts.length; start += BATCH) {
    results.push(...(await evaluateBatch(greedy, prompts.slice(start, start + BATCH))));
    onProgress(results.length, prompts.length);
  }
  return results;
}
