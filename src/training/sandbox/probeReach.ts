// What: a number of answers drawn with the present θ and settings, scored and thrown away: what a run would have to learn from. The draws have
//   the key of the evaluation, so a run is not disturbed. Rewards that need a probe are left out.
import { generate } from '../../3-rollouts/generate.ts';
import { stepTurns } from '../../3-rollouts/stepTurns.ts';
import { POLICY } from '../checkpoint.ts';
import { evaluationSeed } from '../evaluate/evaluationSeed.ts';
import { withoutProbes } from '../evaluate/evaluate.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import { placeOf } from '../prompts/places.ts';
import { yieldToEventLoop } from '../session/yieldToEventLoop.ts';
import { OpenStep } from '../step/openStep.ts';
import { rewardsOf } from '../step/rolloutViews.ts';
import { scoreCompletions } from '../step/scoreCompletions.ts';
import type { StepEngine } from '../step/stepTypes.ts';
import { flatShare, planSamples, spreadOf } from './reachNumbers.ts';
import type { Reached } from './sandboxTypes.ts';

export interface ReachRequest {
  readonly prompts: readonly LoadedPrompt[];
  readonly samples: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly isStopped: () => boolean;
}

interface Sample {
  readonly reward: number;
  readonly rewards: Readonly<Record<string, number>>;
}

/** As many rows at a time as a step has. */
async function sample(
  engine: StepEngine,
  prompt: LoadedPrompt,
  count: number,
  stop: (done: number) => Promise<boolean>,
) {
  const { compute, policy, config, step } = engine;
  const { temperature, top_k: topK, top_p: topP, max_completion_length: maxTokens } = config.sampling;
  const seed = evaluationSeed(config.data.seed, step);
  const open = new OpenStep(engine, [placeOf(prompt)]);
  const samples: Sample[] = [];
  try {
    const { prefix } = await open.openPrefix();
    for (let part = 0; samples.length < count; part++) {
      const generations = Math.min(config.data.generation_batch_size, count - samples.length);
      const settings = { generations, maxTokens, temperature, topK, topP, seed, step: part, ...stepTurns(open) };
      const rollouts = await generate(policy, compute, open.vectors.get(POLICY)!, prefix, settings);
      const { table } = await scoreCompletions(engine, rollouts, [prompt]);
      samples.push(...Array.from(table.reward, (reward, r) => ({ reward, rewards: rewardsOf(table, r) })));
      if (await stop(samples.length)) return null;
    }
    return samples;
  } finally {
    open.free();
  }
}

/** null where it was stopped. */
export async function probeReach(
  engine: StepEngine,
  { prompts, samples, onProgress, isStopped }: ReachRequest,
): Promise<Reached | null> {
  const { config, edits } = engine;
  const { num_generations: generations } = config.sampling;
  const free = { ...engine, config: withoutProbes(config, edits) };
  const kept = new Set(free.config.reward.reward_funcs);
  if (kept.size === 0)
    throw new Error('Every reward of this run needs a probe; add one that does not, such as format.');
  const { indices, each } = planSamples(prompts.length, samples, generations);
  const asked = indices.map((i) => prompts[i]!);
  const started = performance.now();
  const drawn: Sample[][] = [];
  for (const [p, prompt] of asked.entries()) {
    const stop = async (done: number) => {
      onProgress(p * each + done, asked.length * each);
      await yieldToEventLoop();
      return isStopped();
    };
    const own = await sample(free, prompt, each, stop);
    if (!own) return null;
    drawn.push(own);
  }
  const seconds = (performance.now() - started) / 1000;
  const all = drawn.flat();
  const flat = drawn.map((own) => flatShare(own.map(({ reward }) => reward), generations)); // prettier-ignore
  return {
    promptIds: asked.map(({ id }) => id),
    samples: all.length,
    reward: spreadOf(all.map(({ reward }) => reward)),
    columns: Object.keys(all[0]!.rewards).map((name) => ({
      name,
      ...spreadOf(all.map(({ rewards }) => rewards[name]!)),
    })),
    generations,
    flatShare: flat.reduce((sum, share) => sum + share, 0) / flat.length,
    seconds,
    leftOut: config.reward.reward_funcs.filter((use) => !kept.has(use)).map(({ block, as = block }) => as),
  };
}
