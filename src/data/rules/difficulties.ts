// What: data rule "difficulties": counts a step's questions by their difficulty, and what a number about the answers is for each. It
//   draws and leaves out nothing.
// Formula: share = questions of the difficulty over all; n = mean of the signal over their answers; gap = n − the target that the
//   difficulty had in this step.
// Shapes: difficulty, signal, target [R]; difficulty 0 easy, 1 medium, 2 hard. Units: those of the signal. A difficulty without questions
//   has no n and no gap.
// Source: ARES (shawn0728/ARES), verl/trainer/ray_trainer.py, update_difficulty_and_skip_gid_set; verl/trainer/metrics.py.
import { DIFFICULTIES } from '../../4-rewards/effort.ts';
import type { DataRule } from '../../blocks/seams.ts';
import { text } from '../../config/knob.ts';

const knobs = {
  difficulty: text('reward/difficulty', {
    unit: '',
    doc: 'How difficult the question of each answer is: a signal per rollout.',
    source: 'ARES: accuracy of the group',
  }),
  signal: text('triggers/count', {
    unit: '',
    doc: 'What is averaged for each difficulty: a signal per rollout.',
    source: 'ARES, metrics.py: valid_mean',
  }),
  target: text('reward/triggerTarget', {
    unit: '',
    doc: 'What the signal is compared with: a signal per rollout.',
    source: 'ARES: target_high_entropy_token_num',
  }),
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const block: DataRule<typeof knobs, null> = {
  name: 'difficulties',
  doc: 'Counts how many questions are easy, medium and hard, and how much is thought about each.',
  formula: 'n_b = mean of the signal over the answers to questions of difficulty b; gap_b = n_b − target_b',
  source: 'ARES (shawn0728/ARES), verl/trainer/ray_trainer.py',
  knobs,
  needs: ({ difficulty, signal, target }) => [difficulty, signal, target],
  metrics: [
    { name: '{as}/share/*', unit: 'share', doc: 'Share of the questions that are easy, medium or hard.' },
    { name: '{as}/n/*', unit: '', doc: 'Mean of the signal for questions of that difficulty.' },
    { name: '{as}/gap/*', unit: '', doc: 'How far that mean is above the target of the step.' },
  ],
  start: () => null,
  keep({ rollouts: { promptCount, generations }, signals }, { as, difficulty, signal, target }) {
    const [levels, values, targets] = [difficulty, signal, target].map((name) => {
      const found = signals.get(name)!;
      if (found.shape !== 'rollout')
        throw new Error(`${as} reads ${name}, which has one value per ${found.shape}; it needs one per rollout.`);
      return found.values;
    });
    const metrics: Record<string, number> = {};
    for (const [level, name] of DIFFICULTIES.entries()) {
      const own = [...levels!.keys()].filter((r) => levels![r] === level);
      metrics[`${as}/share/${name}`] = own.length / Math.max(promptCount * generations, 1);
      if (own.length === 0) continue;
      const n = mean(own.map((r) => values![r]!));
      metrics[`${as}/n/${name}`] = n;
      metrics[`${as}/gap/${name}`] = n - mean(own.map((r) => targets![r]!));
    }
    return { metrics };
  },
};
