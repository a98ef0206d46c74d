// What: one GRPO update: the nine stages in order. Read this file first; each stage is a folder of src/ and shaders/.
// Formula: θ ← AdamW(θ, ∇θ L) with L = −mean over tokens of min(ρA, clip(ρ, 1−ε, 1+ε)A) + β·KL − c·H and
//   A = (r − mean)/(std + 1e-4) over the G answers to one question. A recipe may change every term.
// Shapes: P prompts, R = P·G rollouts of at most T tokens, θ [n].
import { stepMetrics } from '../9-curves/stepMetrics.ts';
import type { Iteration } from '../9-curves/stepMetrics.ts';
import { advantagesOf, coefficientsOf, gradientOf, updateOf } from './step/learn.ts';
import type { LoadedPrompt } from './prompts/loadPrompts.ts';
import { freeViews, prefillPrompts, viewPrompts } from './step/preparePrompts.ts';
import { groupViews } from './step/rolloutViews.ts';
import { sampleRollouts } from './step/sampleRollouts.ts';
import { scoreCompletions } from './step/scoreCompletions.ts';
import { stageSummary as show } from './step/stageSummary.ts';
import type { StageHook } from './session/stageTimer.ts';
import type { StepEngine, StepRecord } from './step/stepTypes.ts';

export async function trainStep(
  engine: StepEngine,
  prompts: readonly LoadedPrompt[],
  stage: StageHook,
): Promise<StepRecord> {
  let { theta, optimizer } = engine;

  // The pictures as the model sees them, then the questions with them: one KV prefix a prompt, shared by its G answers.
  const views = await stage('1-image', () => viewPrompts(engine, prompts), show.views);
  const input = await stage(
    '2-policy',
    () => prefillPrompts(engine.policy, theta, prompts, views),
    show.prefix,
  ).finally(() => freeViews(views)); // also where the step is given up before stage 2 begins
  try {
    // G answers to each question, a number for each answer, and how much better it is than the others of its group.
    const rollouts = await stage('3-rollouts', (tell) => sampleRollouts(engine, prompts, input, tell), show.rollouts);
    const rewards = await stage('4-rewards', () => scoreCompletions(engine, rollouts, prompts), show.rewards);
    const advantages = await stage(
      '5-advantages',
      () => advantagesOf(engine, rollouts, rewards.table),
      show.advantages,
    );

    // Updates on these answers: usually one; then the ratio is 1 and nothing is clipped.
    const updates: Iteration[] = [];
    for (let i = 0; i < engine.config.loss.num_iterations; i++) {
      if (i > 0) await stage('2-policy', () => input.refresh(theta), show.prefix);
      const coefficients = await stage(
        '6-loss',
        () => coefficientsOf(engine, theta, input, rollouts, advantages, i),
        show.loss,
      );
      const gradient = await stage(
        '7-gradient',
        (tell) => gradientOf(engine, theta, input, rollouts, coefficients, tell),
        show.gradient,
      );
      const update = await stage('8-update', () => updateOf(engine, theta, optimizer, gradient), show.update);
      ({ theta, state: optimizer } = update);
      updates.push({ coefficients, gradient, update });
    }

    return await stage('9-curves', async () => ({
      theta,
      optimizer,
      metrics: stepMetrics(rollouts, rewards.table, advantages, updates),
      groups: groupViews(engine.policy.tokenizer, prompts, rollouts, rewards, advantages, updates[0]?.coefficients),
      rollouts,
      tokenCount: input.tokensOf(rollouts),
      warnings: updates.flatMap(({ update }) => update.reason ?? []),
    }));
  } finally {
    input.dispose();
  }
}
