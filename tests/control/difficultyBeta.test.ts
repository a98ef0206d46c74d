// What: the KL strengths of the difficulties: from one tick to the next by numbers worked out by hand, bounds, and what is left alone. The
// golden cases (tests/golden/systems/ares.ts) hold the authors' numbers.
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { getLeaf, setLeaf, setLeaves, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { block } from '../../src/control/difficultyBeta.ts';
import { KL_START, movedBeta } from '../../src/control/difficulty/klBeta.ts';

const leaves = { get: getLeaf, set: withLeaf };
const WITH_TERM = [
  ['reward_funcs', 'answerFolded,difficulty'],
  ['beta', '0'],
  ['loss_terms', 'difficultyKl'],
] as const;
const config = setLeaves(defaultConfig(), [...WITH_TERM, ['difficultyKl.beta_medium', '3']]);
const own = (over: object = {}) => ({ ...defaultsOf(block, 'betas'), interval: 1, ...over });

function after(steps: readonly Readonly<Record<string, number>>[], given = own()) {
  let made = block.move(config, { seed: 0, step: 0, state: block.start(), last: null, ...leaves }, given);
  for (const [k, kl] of steps.entries()) {
    const last = Object.fromEntries(Object.entries(kl).map(([level, value]) => [`difficultyKl/kl/${level}`, value]));
    made = block.move(config, { seed: 0, step: k + 1, state: made.state, last, ...leaves }, given);
  }
  return made;
}
const betas = ({ config: moved }: ReturnType<typeof after>) =>
  ['easy', 'medium', 'hard'].map((level) => getLeaf(moved, `difficultyKl.beta_${level}`) as number);

describe('difficultyBeta', () => {
  it('rises where the KL is above its target, falls where it is below, and rests without a KL', () => {
    expect(betas(after([]))).toEqual([1, 3, 1]);
    const made = after([{ easy: 0.02, hard: 0.004 }]);
    // e = 1 and −0.6, of which the average has 0.03.
    [Math.exp(0.05 * 0.03), 3, Math.exp(-0.05 * 0.018)].forEach((value, k) => expect(betas(made)[k]).toBeCloseTo(value, 12)); // prettier-ignore
    expect(made.metrics!['betas/kl/easy']).toBe(0.02);
    expect(made.metrics).not.toHaveProperty('betas/kl/medium');
    const second = after([{ easy: 0.02 }, { easy: 0.05 }]);
    const e = (0.97 * 0.02 + 0.03 * 0.05) / 0.01 - 1;
    const error = 0.97 * 0.03 + 0.03 * e;
    expect(betas(second)[0]).toBeCloseTo(Math.exp(0.05 * 0.03 + 0.05 * error), 12);
    expect(betas(second)[2]).toBe(1);
  });

  it('moves at ticks alone, and not within two hundredths of the target', () => {
    const twice = Array.from({ length: 4 }, () => ({ easy: 0.02 }));
    expect(betas(after(twice.slice(0, 2), own({ interval: 3 })))[0]).toBe(1);
    expect(betas(after(twice.slice(0, 3), own({ interval: 3 })))[0]).toBeCloseTo(Math.exp(0.05 * 0.03), 12);
    expect(betas(after(twice, own({ interval: 3 })))[0]).toBeCloseTo(Math.exp(0.05 * 0.03), 12);
    expect(betas(after([{ easy: 0.01019 }]))[0]).toBe(1);
    expect(betas(after([{ easy: 0.01021 }]))[0]).toBeGreaterThan(1);
    expect(betas(after([{ easy: 0.02 }], own({ target: 0.02 })))[0]).toBe(1);
  });

  it('takes at most a hundredth of log beta per tick, within its bounds', () => {
    let state = { ...KL_START, error: 5 };
    const step = movedBeta(state, 10, true);
    expect(Math.log(step.beta)).toBeCloseTo(0.01, 9);
    for (let k = 0; k < 1000; k++) state = movedBeta(state, 10, true) as typeof state;
    expect(state.beta).toBe(100);
    expect(movedBeta({ ...KL_START, beta: 1e-4, error: -5 }, 0, true).beta).toBe(1e-4);
  });

  it('is refused without the term', () => {
    const alone = setLeaf(defaultConfig(), 'controllers', 'lrSchedule,difficultyBeta');
    expect(() => validateConfig(alone)).toThrow(/difficultyBeta moves the strengths of difficultyKl, which has none/);
    expect(() => validateConfig(setLeaves(alone, WITH_TERM))).not.toThrow();
  });
});
