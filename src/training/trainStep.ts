// What: one GRPO update: the nine stages in order. Read this file first; each stage is a folder of src/ and shaders/.
// Formula: θ ← θ − rate·∇θ L (SGD; AdamW on request) with L = mean over answers of the mean over their tokens of
//   −min(ρA, clip(ρ, 1−ε, 1+ε)A) + β·KL, and A = (r − mean)/(std + 1e-4) over the G answers to one question. A recipe may
//   change every term: each stage runs the blocks that the recipe names.
// Shapes: P places, R = P·G rollouts of at most T tokens, θ [n].
import { stepMetrics } from '../9-curves/stepMetrics.ts';
import type { Iteration } from '../9-curves/stepMetrics.ts';
import type { Drawn } from '../blocks/step.ts';
import type { StageHook } from './session/stageTimer.ts';
import { advantagesOf } from './step/advantagesOf.ts';
import { BlockRuns } from './step/blockRuns.ts';
import { gradientOf } from './step/gradientOf.ts';
import { lossOf } from './step/lossOf.ts';
import { OpenStep } from './step/openStep.ts';
import { mustResample, resample } from './step/resample.ts';
import { groupViews } from './step/rolloutViews.ts';
import { sampleRollouts } from './step/sampleRollouts.ts';
import { scoreRollouts } from './step/scoreRollouts.ts';
import { stageSummary } from './step/stageSummary.ts';
import type { StepEngine, StepRecord } from './step/stepTypes.ts';
import { updateOf } from './step/updateOf.ts';

export async function trainStep(engine: StepEngine, drawn: readonly Drawn[], stage: StageHook): Promise<StepRecord> {
  const { edits, config } = engine;
  const { num_iterations: iterations } = config.loss;
  let { vectors } = engine;
  const runs = new BlockRuns();
  const show = stageSummary(runs);
  const step = new OpenStep(engine, drawn);
  try {
    // The pictures as the model sees them, then the questions with them: one KV prefix per place, shared by its G answers.
    await stage('1-image', () => step.viewPictures(), show.views);
    await stage('2-policy', () => step.openPrefix(), show.prefix);

    // G answers to each question, a number for each answer, and how much better it is than the others of its group.
    let sampled = await stage('3-rollouts', (progress) => sampleRollouts(step, edits, runs, progress), show.rollouts);
    let scored = await stage('4-rewards', () => scoreRollouts(sampled, edits, runs), show.rewards);
    // Dynamic sampling: a group whose answers all have the same reward teaches nothing; it is drawn again.
    while (mustResample(scored)) {
      sampled = await stage('3-rollouts', (progress) => resample(step, scored, edits, runs, progress), show.rollouts);
      scored = await stage('4-rewards', () => scoreRollouts(sampled, edits, runs), show.rewards);
    }
    const advantages = await stage('5-advantages', () => advantagesOf(scored, runs), show.advantages);

    // Updates on these answers: usually one; then the ratio is 1 and nothing is clipped.
    const updates: Iteration[] = [];
    for (let i = 0; i < iterations; i++) {
      if (i > 0) await stage('2-policy', () => step.refresh(vectors), show.prefix);
      const loss = await stage('6-loss', () => lossOf(step, scored, advantages, i, runs), show.loss);
      const gradient = await stage('7-gradient', (progress) => gradientOf(step, scored, loss, progress), show.gradient);
      const last = i === iterations - 1;
      const update = await stage('8-update', () => updateOf(step, vectors, gradient, last, runs), show.update);
      ({ vectors } = update);
      updates.push({ coefficients: loss.coefficients, gradient, update });
    }

    return await stage('9-curves', async () => ({
      vectors,
      metrics: stepMetrics(scored, advantages, updates),
      groups: groupViews(scored, advantages, updates[0]?.coefficients),
      rollouts: scored.rollouts,
      scored,
      tokenCount: await step.tokensOf(scored.rollouts),
      warnings: updates.flatMap(({ update }) => update.reason ?? []),
    }));
  } finally {
    step.free();
  }
}
