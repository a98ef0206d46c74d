// What: with a small group and a reward that is right or wrong, only a handful of advantages are possible.
// Thresholds: G ≤ 4 (issue: small groups mostly tie); the rewards of the last three steps were all 0 or 1 (rewardRanges.ts).
// Source: TRL and Unsloth notebooks train with G = 2, where most groups tie.
import { binaryAdvantages } from '../binaryAdvantages.ts';
import { isZeroOne } from '../rewardRanges.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

const STEPS = 3;
export const SMALL = 4;

const shown = (advantage: number | null) =>
  advantage === null
    ? '–'
    : advantage
        .toFixed(2)
        .replace(/^-(0\.00)$/, '$1')
        .replace('-', '−');

export const rule: VerdictRule = {
  title: 'Few advantages are possible',
  kind: 'note',
  rank: 30,
  lesson: '02-the-group-is-the-yardstick',
  find(history) {
    const { config, points, last } = history;
    const { num_generations: G } = config.sampling;
    const now = points.slice(-STEPS);
    const answers = config.data.generation_batch_size;
    const binary = now.every(({ metrics }) =>
      isZeroOne(metrics['reward'] ?? NaN, metrics['reward_std'] ?? NaN, answers),
    );
    const rows = G <= SMALL && now.length === STEPS && binary ? binaryAdvantages(config) : null;
    if (!rows) return null;
    const columns = rows.map(({ right, ofRight, ofWrong }) => [`${right} of ${G}`, shown(ofRight), shown(ofWrong)]);
    return {
      sentence: `With ${G} answers to a group and a reward that is right or wrong, no other advantages than these are possible.`,
      advice: 'For finer differences take more answers (num_generations), or a reward with degrees.',
      step: points[0]!.step,
      numbers: [
        { name: 'num_generations', value: G },
        {
          name: `share of groups that tie, last ${STEPS} steps`,
          value: windowOf(last('frac_reward_zero_std', STEPS)).mean,
        },
      ],
      table: { head: ['right answers', 'advantage of a right one', 'of a wrong one'], rows: columns },
    };
  },
};
