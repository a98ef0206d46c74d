// What: data rule "processFilter": of more answers than are needed, those stay whose steps agree with their outcome. The advantage
//   is then that of the outcome alone, over the answers that stay: a step score cannot be hacked for reward.
// Formula: ../processScores.ts. Masks [R]: both are this one (the filter comes before the statistics).
// Source: PROF (arXiv 2509.03403v2, section 3); amazon-science/PROF-GRPO, prof_ray_trainer.py, filter_trajectories.
import type { DataRule } from '../../blocks/seams.ts';
import { uniform } from '../../3-rollouts/philox.ts';
import { choice, integer, number, text } from '../../config/knob.ts';
import { keptOf, processScores } from '../processScores.ts';
import { stepScores } from '../stepScores.ts';

const knobs = {
  outcome: text('answerFolded', {
    unit: '',
    doc: 'The reward that says whether an answer is right (1) or wrong (0): a name in reward_funcs.',
    source: 'PROF: the verifiable outcome reward',
  }),
  score: text('reward/sentenceFacts', {
    unit: '',
    doc: 'What the steps are worth: a signal per unit, per token (its mean over each unit) or per rollout.',
    source: 'PROF: a process reward model; here a rule',
  }),
  unit: choice('sentence', ['sentence', 'step', 'turn', 'item'], {
    unit: '',
    doc: 'What a step is.',
    source: 'ours (PROF: paragraphs)',
  }),
  remove: integer(4, {
    min: 0,
    max: 63,
    unit: 'answers',
    doc: 'Answers of each group that are left out; 0 = none.',
    source: 'PROF-GRPO, run_prof_grpo.sh: prof_filter 4 of n 8 (paper: 8 of 16)',
  }),
  lambda: number(10, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'What an answer with a single step, or with too many, loses of its score.',
    source: 'PROF-GRPO, run_prof_grpo.sh: len_step_reward_coef 10',
  }),
  most_steps: integer(30, {
    min: 1,
    max: 4096,
    unit: 'steps',
    doc: 'The most steps that are not too many.',
    source: 'PROF-GRPO, run_prof_grpo.sh: max_step 30',
  }),
  wrong: choice('both', ['both', 'random'], {
    unit: '',
    doc: 'Which wrong answers stay: those with the worst steps (both), or any (random; safer with a weak judge of steps).',
    source: 'PROF: PROF-BOTH and PROF-POS',
  }),
  processFilter_follows: choice('code', ['paper', 'code'], {
    unit: '',
    doc: 'paper: the fine changes its sign with the outcome, so that wrong answers with one step are kept first; code: it is a fine for both.',
    source: 'PROF (arXiv 2509.03403v2); amazon-science/PROF-GRPO',
  }),
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: DataRule<typeof knobs, null> = {
  name: 'processFilter',
  doc: 'Keeps right answers with good steps and wrong answers with bad steps, as many of each as there are; the rest leave the step.',
  formula: 'r_pro = (mean step score − lambda·1[too few or too many steps])·(±1); k+ + k− = n − remove, k+·k− largest',
  source: 'PROF (arXiv 2509.03403v2), section 3; amazon-science/PROF-GRPO, prof_ray_trainer.py',
  knobs,
  needs: ({ outcome, score, unit }) => [`reward/${outcome}`, score, `unit/${unit}`],
  problem: ({ as, remove }, { leaf }) =>
    remove > 0 && remove >= Number(leaf('num_generations'))
      ? `${as} would leave out whole groups: ${as}.remove is ${remove} and must be below num_generations, which is ${String(leaf('num_generations'))}.`
      : null,
  metrics: [
    { name: '{as}/kept', unit: 'share', doc: 'Share of the answers that stay.' },
    { name: '{as}/right', unit: 'share', doc: 'Share of right answers among those that stay.' },
    { name: '{as}/steps_right', unit: '', doc: 'Mean step score of the right answers, kept or not.' },
    { name: '{as}/steps_wrong', unit: '', doc: 'Mean step score of the wrong answers, kept or not.' },
  ],
  start: () => null,
  keep({ rollouts, signals, units, config, step, inStatistics }, own) {
    const { as, outcome, score, unit, remove, lambda, most_steps: most, processFilter_follows: follows } = own;
    const { promptCount, generations: G } = rollouts;
    const R = promptCount * G;
    const signal = signals.get(score)!;
    if (signal.shape === 'prompt' || (signal.shape === 'unit' && signal.unit !== unit))
      throw new Error(`${as} reads ${score}, which has no value per ${unit}; name another signal as ${as}.score.`);
    if (!units[unit]) throw new Error(`${as} looks at units of the kind '${unit}', which this run does not make.`);
    const steps = stepScores(signal, units[unit], R);
    const outcomes = [...signals.get(`reward/${outcome}`)!.values];
    const rules = { follows, remove, lambda, most };
    const scores = processScores(steps, outcomes, rules);
    const random = (r: number) => uniform(config.data.seed, { step, row: r, position: 0, stream: 'data' });
    const kept = new Uint8Array(R);
    for (let p = 0; p < promptCount; p++) {
      // An answer that an earlier rule left out does not count again.
      const group = Array.from({ length: G }, (_, g) => p * G + g).filter((r) => inStatistics?.[r] !== 0);
      const chance = own.wrong === 'random' ? random : undefined;
      for (const r of keptOf(group, scores, outcomes, rules, chance)) kept[r] = 1;
    }
    const stayed = [...kept.keys()].filter((r) => kept[r] === 1);
    const stepsOf = (isRight: boolean) =>
      mean(steps.flatMap((values, r) => ((outcomes[r] === 1) === isRight && values.length > 0 ? [mean(values)] : [])));
    return {
      inStatistics: kept,
      inLoss: kept,
      metrics: {
        [`${as}/kept`]: stayed.length / Math.max(R, 1),
        [`${as}/right`]: mean(stayed.map((r) => (outcomes[r] === 1 ? 1 : 0))),
        [`${as}/steps_right`]: stepsOf(true),
        [`${as}/steps_wrong`]: stepsOf(false),
      },
    };
  },
};
