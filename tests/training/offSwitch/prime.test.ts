// What: PRIME and Implicit PRM on the tiny bundle, whose random policy answers here: without the process a run is leave-one-out on the
// outcome, to the last bit; with it the side model moves by itself, learns, and changes what the policy learns.
import { afterAll, describe, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { validateConfig } from '../../../src/config/validateConfig.ts';
import { answeringBundle } from '../answerBundle.ts';
import { closeRuns, notFinite, run, small, values } from './shortRun.ts';

afterAll(closeRuns);

const SMALL = {
  reward_funcs: 'answerFolded',
  max_completion_length: '4',
  num_iterations: '1',
  learning_rate: '0.5',
  seed: '3',
};

describe.each(['prime', 'implicit_prm'])('%s', (name) => {
  const recipe = recipeByName(name);
  const rewards: Readonly<Record<string, string>> =
    name === 'prime' ? {} : { reward_funcs: 'answerFolded,implicitScore', 'implicitScore.weight': '1' };
  const config = () => small(recipe, { ...SMALL, ...rewards });

  test('off is the run without the side model, to the last bit', { timeout: 300_000 }, async () => {
    const off = await run(turnOff(config(), recipe), await answeringBundle());
    const bare = setLeaves(turnOff(config(), recipe), [
      ...Object.entries({ loss_terms: '[]', vectors: '[]', compose: '[]', reward_funcs: 'answerFolded' }),
      ...(name === 'prime' ? ([['advantage_baseline', 'leave_one_out']] as const) : []),
    ]);
    const without = await run(validateConfig(bare), await answeringBundle());
    expect(off.theta).toEqual(without.theta);
    expect(values(without, 'grad_norm').every((norm) => norm > 0)).toBe(true);
  });

  test('on it is another run, and the side model learns', { timeout: 300_000 }, async () => {
    const on = await run(config(), await answeringBundle());
    const off = await run(turnOff(config(), recipe), await answeringBundle());
    expect(notFinite(on)).toEqual([]);
    expect(on.theta).not.toEqual(off.theta);
    const ce = values(on, 'outcomeCe/ce');
    expect(ce[0]).toBeCloseTo(Math.LN2, 5); // nothing is known yet
    expect(new Set(ce).size).toBe(3);
  });
});
