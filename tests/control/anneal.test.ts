// What: controller "anneal": the schedule, what is scaled with it, and the sentences for what cannot work.
import { describe, expect, it } from 'vitest';
import { annealed, block } from '../../src/control/anneal.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Own } from '../../src/blocks/block.ts';
import { getLeaf, setLeaf, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

type Settings = Own<typeof block.knobs>;
const own = (set: Partial<Settings>): Settings => ({ ...defaultsOf(block, 'anneal'), ...set });
const papo = [
  ['views', 'patchDrop:masked'],
  [
    'loss_terms',
    '[{"block": "viewDivergence", "as": "perception", "coef": 0.02}, {"block": "viewEntropy", "as": "guard", "coef": 0.05}]',
  ],
].reduce((config, [name, text]) => setLeaf(config, name!, text!), defaultConfig());
const moved = (step: number, set: Partial<Settings>, config = papo) =>
  block.move(config, { seed: 0, step, state: null, last: null, get: getLeaf, set: withLeaf }, own(set));

describe('anneal', () => {
  it('goes in a straight line and stays', () => {
    const values = [0, 1, 2, 4, 5, 9].map((k) => annealed(0.01, 0, 5, k));
    [0.01, 0.008, 0.006, 0.002, 0, 0].forEach((wanted, i) => expect(values[i]).toBeCloseTo(wanted, 12));
    expect([0, 1].map((k) => annealed(3, 1, 0, k))).toEqual([3, 1]);
  });

  it('moves a knob of a block and scales others by its share of the configured value', () => {
    const { config, metrics } = moved(5, {
      ...{ leaf: 'perception.coef', from: 0.01, to: 0, total_steps: 10, also: ['guard.coef'] },
    });
    expect(getLeaf(config, 'perception.coef')).toBeCloseTo(0.005, 12);
    expect(getLeaf(config, 'guard.coef')).toBeCloseTo(0.05 * (0.005 / 0.02), 12);
    expect(metrics!['anneal/discount']).toBeCloseTo(0.25, 12);
    expect(getLeaf(papo, 'guard.coef')).toBe(0.05);
  });

  it('moves any setting with a number, rounded where asked', () => {
    const at = moved(1, { leaf: 'max_completion_length', from: 16, to: 48, total_steps: 3, whole: true }).config;
    expect(at.sampling.max_completion_length).toBe(27);
    expect(moved(40, { leaf: 'learning_rate', from: 3, to: 1, total_steps: 40 }).config.optimizer.learning_rate).toBe(
      1,
    );
  });

  it.each([
    [{ leaf: 'gamma' }, /anneal moves 'gamma', which is no setting with a number here/],
    [{ leaf: 'loss_type' }, /moves 'loss_type'/],
    [{ leaf: 'entropy_coef', also: ['learning_rate'] }, /in the configuration, which is 0/],
    [{ leaf: 'learning_rate', also: ['learning_rate'] }, /moves learning_rate twice/],
    [
      { leaf: 'temperature', from: 1, to: 7 },
      /^anneal\.to = 7 would set temperature to 7, which must be from 0 to 5; choose another anneal\.to\.$/,
    ],
    [
      { leaf: 'perception.coef', from: -0.1 },
      /anneal\.from = -0.1 would set perception\.coef to -0.1, .* from 0 to 10/,
    ],
    [
      { leaf: 'perception.coef', from: 0.02, to: 10, also: ['guard.coef'] },
      /^anneal\.to = 10 would set guard\.coef to 25, which must be from -1 to 1;/,
    ],
    [
      { leaf: 'max_completion_length', from: 16, to: 48 },
      /^anneal moves max_completion_length, which takes whole numbers; set anneal\.whole = true\.$/,
    ],
    [{ leaf: 'max_completion_length', from: 0.4, to: 48, whole: true }, /max_completion_length to 0, .* from 1 to 512/],
  ])('refuses %o', (set, sentence) => {
    const use = JSON.stringify([{ block: 'anneal', ...set }]);
    expect(() => validateConfig(setLeaf(papo, 'controllers', use))).toThrow(sentence);
  });

  it('takes the ends of a range', () => {
    const use = (set: Partial<Settings>) => () =>
      validateConfig(setLeaf(papo, 'controllers', JSON.stringify([{ block: 'anneal', ...set }])));
    expect(use({ leaf: 'temperature', from: 5, to: 0.5 })).not.toThrow();
    expect(use({ leaf: 'max_completion_length', from: 1, to: 512, whole: true })).not.toThrow();
    expect(use({ leaf: 'perception.coef', from: 0.01, to: 0, also: ['guard.coef'] })).not.toThrow();
  });
});
