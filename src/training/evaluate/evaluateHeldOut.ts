// What: the held-out prompts answered with the present θ: their rewards and pass rates, as metrics with TRL's prefix eval_.
// Nothing of the run is touched. The draws have a key of their own: it comes from the stream 'evaluation' and is larger than
// any seed that a visitor can set, so a run with evaluation samples the same tokens in training as one without.
// Formula: eval_reward = mean over prompts and samples of Σ weight·column (rewards that need a probe are left out);
//   eval/pass@k = mean over prompts of the unbiased estimator (passAtK.ts), k = 1 and G; eval/greedy = share of prompts whose
//   greedy answer passes.
import { rewardUsesOf } from '../../config/uses.ts';
import { generate } from '../../3-rollouts/generate.ts';
import { stepTurns } from '../../3-rollouts/stepTurns.ts';
import type { Metrics } from '../../9-curves/stepMetrics.ts';
import { lengthMetrics } from '../../9-curves/stepMetrics.ts';
import { POLICY } from '../checkpoint.ts';
import { withoutProbes } from './evaluate.ts';
import { evaluationSeed } from './evaluationSeed.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import { passAtK, passes } from './passAtK.ts';
import { placeOf } from '../prompts/places.ts';
import { OpenStep } from '../step/openStep.ts';
import { scoreCompletions } from '../step/scoreCompletions.ts';
import type { StepEngine } from '../step/stepTypes.ts';
import { yieldToEventLoop } from '../session/yieldToEventLoop.ts';

/** Whether the held-out prompts are asked after `step` finished steps. */
export const isEvaluated = (step: number, evalSteps: number): boolean =>
  evalSteps > 0 && (step === 1 || step % evalSteps === 0);

interface Answered {
  /** One per rollout: columns by name. */
  readonly columns: readonly { readonly name: string; readonly values: ArrayLike<number> }[];
  /** One per rollout; null = the prompt's truth does not decide it. */
  readonly passed: readonly (boolean | null)[];
  readonly lengths: Int32Array;
  readonly truncated: Uint8Array;
}

async function answer(engine: StepEngine, prompts: readonly LoadedPrompt[], generations: number) {
  const { compute, policy, config, step } = engine;
  const { temperature, top_k: topK, top_p: topP, max_completion_length: maxTokens } = config.sampling;
  const open = new OpenStep(engine, prompts.map(placeOf));
  const ask = async (count: number, drawn: { temperature: number; topK: number; topP: number }): Promise<Answered> => {
    const seed = evaluationSeed(config.data.seed, step);
    const settings = { generations: count, maxTokens, seed, step, ...drawn, ...stepTurns(open) };
    const { prefix } = await open.openPrefix();
    const rollouts = await generate(policy, compute, open.vectors.get(POLICY)!, prefix, settings);
    const { table, found } = await scoreCompletions(engine, rollouts, prompts);
    const passed = found.map((text, r) => passes(text, prompts[Math.floor(r / count)]!.truth));
    return { columns: table.columns, passed, lengths: rollouts.lengths, truncated: rollouts.truncated };
  };
  try {
    return {
      sampled: await ask(generations, { temperature, topK, topP }),
      greedy: await ask(1, { temperature: 0, topK: 0, topP: 1 }),
    };
  } finally {
    open.free();
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function rewardMetrics(answers: readonly Answered[], weights: readonly number[]): Metrics {
  const names = answers[0]!.columns.map(({ name }) => name);
  const means = names.map((_, k) => mean(answers.flatMap(({ columns }) => [...Array.from(columns[k]!.values)])));
  return {
    eval_reward: means.reduce((sum, value, k) => sum + value * weights[k]!, 0),
    ...Object.fromEntries(names.map((name, k) => [`eval_rewards/${name}/mean`, means[k]!])),
  };
}

function passMetrics(sampled: readonly Answered[], greedy: readonly Answered[], generations: number): Metrics {
  const told = sampled.flatMap(({ passed }) =>
    Array.from({ length: passed.length / generations }, (_, p) =>
      passed.slice(p * generations, (p + 1) * generations),
    ).filter((group): group is boolean[] => group[0] !== null),
  );
  if (told.length === 0) return {};
  const at = (k: number) => mean(told.map((group) => passAtK(generations, group.filter(Boolean).length, k)));
  const first = greedy.flatMap(({ passed }) => passed).filter((pass) => pass !== null);
  return { 'eval/pass@1': at(1), 'eval/pass@G': at(generations), 'eval/greedy': mean(first.map(Number)) };
}

export async function evaluateHeldOut(
  engine: StepEngine,
  prompts: readonly LoadedPrompt[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Metrics> {
  const { config, edits } = engine;
  const started = performance.now();
  const generations = config.engine.num_generations_eval ?? config.sampling.num_generations;
  const batch = Math.max(1, Math.floor(config.data.generation_batch_size / generations));
  const free = { ...engine, config: withoutProbes(config, edits) };
  const answers: Awaited<ReturnType<typeof answer>>[] = [];
  for (let start = 0; start < prompts.length; start += batch) {
    onProgress(start, prompts.length);
    await yieldToEventLoop();
    answers.push(await answer(free, prompts.slice(start, start + batch), generations));
  }
  const sampled = answers.map((batchOf) => batchOf.sampled);
  const lengths = Int32Array.from(sampled.flatMap((batchOf) => [...batchOf.lengths]));
  const truncated = Uint8Array.from(sampled.flatMap((batchOf) => [...batchOf.truncated]));
  return {
    ...rewardMetrics(
      sampled,
      rewardUsesOf(free.config).map(({ weight }) => weight),
    ),
    ...passMetrics(
      sampled,
      answers.map((batchOf) => batchOf.greedy),
      generations,
    ),
    'eval_completions/mean_length': lengthMetrics({ lengths, truncated })['completions/mean_length']!,
    eval_runtime: (performance.now() - started) / 1000,
  };
}
