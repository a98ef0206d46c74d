// What: the greedy answer of every prompt with the present θ, with its boxes and rewards, and on request sampled answers with
// whether they pass; trains nothing. The samples have the key of evaluateHeldOut.ts, so a run is not disturbed.
// The reward columns are those of the run; no probe runs, so a reward that needs one is left out.
import { generate } from '../../3-rollouts/generate.ts';
import { stepTurns } from '../../3-rollouts/stepTurns.ts';
import { FREE_SIGNALS } from '../../4-rewards/packSignals.ts';
import { rewardByName } from '../../4-rewards/registry.ts';
import type { Config } from '../../config/config.ts';
import { POLICY } from '../checkpoint.ts';
import { evaluationSeed } from './evaluationSeed.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import { passes } from './passAtK.ts';
import { placeOf } from '../prompts/places.ts';
import { OpenStep } from '../step/openStep.ts';
import type { Evaluation } from '../protocol.ts';
import { rewardsOf } from '../step/rolloutViews.ts';
import { scoreCompletions } from '../step/scoreCompletions.ts';
import type { StepEngine } from '../step/stepTypes.ts';
import { yieldToEventLoop } from '../session/yieldToEventLoop.ts';

const BATCH = 8;

/** The configuration with the rewards that need no probe, their weights kept: that read only these signals. */
export function withoutProbes(config: Config, edits: StepEngine['edits'], signals = FREE_SIGNALS): Config {
  // A column of a reward that is free is free, too.
  const known = new Set(signals);
  const free = config.reward.reward_funcs.filter(({ block, as = block }) => {
    const isFree = rewardByName(block, edits).needs.every((signal) => known.has(signal));
    if (isFree) known.add(`reward/${as}`);
    return isFree;
  });
  return { ...config, reward: { reward_funcs: free } };
}

async function evaluateBatch(
  engine: StepEngine,
  prompts: readonly LoadedPrompt[],
  generations: number,
): Promise<Evaluation[]> {
  const { compute, policy, config, step } = engine;
  const { temperature, top_k: topK, top_p: topP, max_completion_length: maxTokens } = config.sampling;
  const open = new OpenStep(engine, prompts.map(placeOf));
  const ask = async (count: number, drawn: { temperature: number; topK: number; topP: number; seed: number }) => {
    const settings = { generations: count, maxTokens, step, ...drawn, ...stepTurns(open) };
    const { prefix } = await open.openPrefix();
    const rollouts = await generate(policy, compute, open.vectors.get(POLICY)!, prefix, settings);
    return { texts: rollouts.texts, ...(await scoreCompletions(engine, rollouts, prompts)) };
  };
  try {
    const { texts, table, found } = await ask(1, { temperature: 0, topK: 0, topP: 1, seed: config.data.seed });
    const seed = evaluationSeed(config.data.seed, step);
    const sampled = generations > 0 ? await ask(generations, { temperature, topK, topP, seed }) : null;
    return prompts.map(({ id, truth }, p) => {
      const samples = sampled?.texts.slice(p * generations, (p + 1) * generations).map((text, g) => {
        const r = p * generations + g;
        const own = sampled.found[r]!;
        return { text, ...own, rewards: rewardsOf(sampled.table, r), passed: passes(own, truth) };
      });
      const greedy = { text: texts[p]!, ...found[p]!, rewards: rewardsOf(table, p), passed: passes(found[p]!, truth) };
      return { promptId: id, ...greedy, ...(samples ? { samples } : {}) };
    });
  } finally {
    open.free();
  }
}

export async function evaluatePrompts(
  engine: StepEngine,
  prompts: readonly LoadedPrompt[],
  onProgress: (done: number, total: number) => void = () => {},
  generations = 0,
): Promise<Evaluation[]> {
  const greedy = { ...engine, config: withoutProbes(engine.config, engine.edits) };
  const results: Evaluation[] = [];
  for (let start = 0; start < prompts.length; start += BATCH) {
    results.push(...(await evaluateBatch(greedy, prompts.slice(start, start + BATCH), generations)));
    onProgress(results.length, prompts.length);
    await yieldToEventLoop();
  }
  return results;
}
