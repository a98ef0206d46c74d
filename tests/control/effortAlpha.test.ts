// What: the weights of the bonus after steps with given gaps; the golden cases (tests/golden/systems/ares.ts) hold the authors' numbers.
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { getLeaf, setLeaf, setLeaves, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { block } from '../../src/control/effortAlpha.ts';

const leaves = { get: getLeaf, set: withLeaf };
const REWARDS = 'answerFolded,difficulty,triggerTarget,effort';
const config = setLeaves(defaultConfig(), [
  ['reward_funcs', REWARDS],
  ['effort.alpha_easy', '0.25'],
]);
const own = { ...defaultsOf(block, 'alphas'), counts: 'd', rate: 0.5 };

function after(gaps: readonly (readonly [number | null, number | null, number | null])[]) {
  let made = block.move(config, { seed: 0, step: 0, state: block.start(), last: null, ...leaves }, own);
  for (const [k, gap] of gaps.entries()) {
    const named = ['easy', 'medium', 'hard'].flatMap((level, i) => (gap[i] === null ? [] : [[`d/gap/${level}`, gap[i]!] as const])); // prettier-ignore
    const last = Object.fromEntries(named);
    made = block.move(config, { seed: 0, step: k + 1, state: made.state, last, ...leaves }, own);
  }
  return made;
}
const alphas = ({ config: moved }: ReturnType<typeof after>) =>
  ['easy', 'medium', 'hard'].map((level) => getLeaf(moved, `effort.alpha_${level}`));

describe('effortAlpha', () => {
  it('begins with the weights of the configuration', () => {
    expect(alphas(after([]))).toEqual([0.25, 0.5, 0.5]);
    expect(after([]).config).toEqual(config);
  });

  it('adds up what rounding leaves, with the other sign for hard questions; one without questions rests', () => {
    const made = after([
      [0.5, null, 0.5],
      [-0.25, null, 0.25],
    ]);
    expect(alphas(made)).toEqual([0.375, 0.5, 0.125]);
    expect(made.metrics).toEqual({
      'alphas/alpha/easy': 0.375,
      'alphas/alpha/medium': 0.5,
      'alphas/alpha/hard': 0.125,
    });
    expect({ ...made.config, reward: config.reward }).toEqual(config);
  });

  it('stays within 0 and its largest value', () => {
    expect(alphas(after(Array.from({ length: 20 }, () => [0.5, -0.5, 0.5] as const)))).toEqual([2, 0, 0]);
  });

  it('is refused without the reward', () => {
    const alone = setLeaf(defaultConfig(), 'controllers', 'lrSchedule,effortAlpha');
    expect(() => validateConfig(alone)).toThrow(/effortAlpha moves the weights of effort, which has none/);
    expect(() => validateConfig(setLeaf(alone, 'reward_funcs', REWARDS))).not.toThrow();
  });
});
