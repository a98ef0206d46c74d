// What: R1-Reward on the tiny bundle, whose random policy thinks and answers here: off it is the run with the plain clipped loss and the
// plain result, to the last bit; on, verdicts change the reward and advantages are z-scores over the batch.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaf } from '../../../src/config/setLeaf.ts';
import { validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, values } from './shortRun.ts';

const recipe = recipeByName('r1_reward');
afterAll(closeRuns);

const written = (letter: string) =>
  `<think>${letter < 'G' || letter > 'S' ? 'a' : 'b c'}</think><answer>${letter < 'N' ? 'red' : 'blue'}</answer>`;
const config = () =>
  small(recipe, {
    ...{ reward_funcs: 'answerFolded,judgedResult', 'answerFolded.weight': '0', 'judgedResult.share': '0.5' },
    ...{ max_completion_length: '4', num_iterations: '2', learning_rate: '0.5', seed: '3' },
    ...{ 'judge.yes': 'y', 'judge.no': 'n', 'judge.margin': '0' },
  });
const bundle = () => answeringBundle(written);

describe('r1_reward', () => {
  test('off is the run with the plain loss and the plain result, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await bundle());
    const plain = setLeaf(turnOff(config(), recipe), 'reward_funcs', 'answerFolded');
    const without = await run(
      validateConfig(setLeaf(setLeaf(plain, 'answerFolded.weight', '1'), 'probes', '[]')),
      await bundle(),
    );
    expect(off.theta).toEqual(without.theta);
    expect(values(off, 'loss')).toEqual(values(without, 'loss'));
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
  });

  test('on it is another run: right answers are worth 0.5, 1 or 1.5', { timeout: 300_000 }, async () => {
    const [on, off] = [await run(config(), await bundle()), await run(turnOff(config(), recipe), await bundle())];
    expect(notFinite(on)).toEqual([]);
    expect(on.theta).not.toEqual(off.theta);
    const rollouts = on.groups.flat().flatMap((group) => group.rollouts);
    for (const { rewards, reward } of rollouts) {
      expect(reward).toBe(rewards['judgedResult']);
      expect(rewards['answerFolded'] === 1 ? [0.5, 1, 1.5] : [0]).toContain(reward);
    }
    expect(new Set(rollouts.map(({ reward }) => reward)).size).toBeGreaterThan(1);
    expect(values(on, 'filterOutliers/cut').every((cut) => cut >= 0 && cut < 1)).toBe(true);
  });
});
