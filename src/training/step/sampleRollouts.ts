// What: stage 3 as the loop calls it: G completions of each prompt, and the probes that the recipe asks for: log-probs
// under the reference policy (θ = 0) where beta is not 0, and on a damaged view of the picture.
import { generate } from '../../3-rollouts/generate.ts';
import { refLogProbs, viewLogProbs } from '../../3-rollouts/probes.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import { encodePrompts, freeViews, probeView, viewPrompts } from './preparePrompts.ts';
import type { PolicyInput } from './preparePrompts.ts';
import type { StageTell } from '../session/stageTimer.ts';
import type { StepEngine } from './stepTypes.ts';
import { turnsOf } from './zoomCrops.ts';

export async function sampleRollouts(
  engine: StepEngine,
  prompts: readonly LoadedPrompt[],
  input: PolicyInput,
  onProgress?: StageTell,
): Promise<Rollouts> {
  const { compute, policy, config, step, theta } = engine;
  const { sampling, data, auxiliaryLoss, probe } = config;
  const { temperature } = sampling;
  const rollouts = await generate(policy, compute, theta, input.prefix, {
    generations: sampling.num_generations,
    maxTokens: sampling.max_completion_length,
    temperature,
    topK: sampling.top_k,
    topP: sampling.top_p,
    seed: data.seed,
    step,
    ...(onProgress && { onProgress }),
    ...turnsOf(engine, prompts),
  });
  const signals: Record<string, Float32Array> = { ...rollouts.signals };
  if (auxiliaryLoss.beta !== 0) {
    signals['refLogProb'] = await refLogProbs(policy, input.prepared, rollouts, temperature);
  }
  if (probe.probe_view_logps) {
    const views = await viewPrompts(engine, prompts, (prompt) => probeView(config, prompt));
    const damaged = await encodePrompts(policy, prompts, views).finally(() => freeViews(views));
    signals['viewLogProb'] = await viewLogProbs(policy, theta, damaged, rollouts, temperature);
  }
  return { ...rollouts, signals };
}
