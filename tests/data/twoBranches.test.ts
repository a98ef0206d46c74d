// What: VOGUE's two branches: the places of a step, and which answer of each pair is taught.
import { describe, expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Drawn, Scored } from '../../src/blocks/step.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { branchProbability } from '../../src/data/branchProbability.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('data').get('twoBranches')!;
const own = { as: 'branches', view: 'noisy', total_steps: 200 } as unknown as Own;
const draw = (given: readonly Drawn[], step: number) => block.draw!(given, { step } as never, own);
const G = 4;
function keep(drawn: readonly Drawn[], step: number, seed = 5) {
  const rollouts = { generations: G, lengths: new Int32Array(drawn.length * G) };
  const made = block.keep!({ drawn, rollouts, step, config: { data: { seed } } } as unknown as Scored, own);
  expect(made.inStatistics).toBeUndefined(); // each branch is normalised over all of its answers
  return { inLoss: [...made.inLoss!], metrics: made.metrics! };
}
const places = ['a', 'b', 'c', 'd', 'e'].map((id) => place(id));

it('p falls from 1 to 0 in a straight line and stays there', () => {
  expect([0, 1, 100, 199, 200, 260].map((step) => branchProbability(step, 200))).toEqual(
    [1, 0.995, 0.5, 0.005, 0, 0].map((value) => expect.closeTo(value, 12) as number),
  );
  expect(branchProbability(0, 0)).toBe(0);
});

describe('places', () => {
  it('of a step: half of the questions, each with the clean and with the changed picture', () => {
    const drawn = draw(places, 0);
    expect(drawn.map(({ prompt, view, tags }) => [prompt.id, view, tags['branch']])).toEqual([
      ['a', 'clean', 0],
      ['a', 'noisy', 1],
      ['b', 'clean', 0],
      ['b', 'noisy', 1],
      ['e', 'clean', undefined],
    ]);
  });

  it('are left as they are once the coin no longer falls, and where there is but one', () => {
    expect(draw(places, 200)).toBe(places);
    const one = places.slice(0, 1);
    expect(draw(one, 0)).toBe(one);
  });
});

describe('what is taught', () => {
  it('is one answer of each pair: the noisy one at first, the clean one at last', () => {
    const drawn = draw(places, 0);
    expect(keep(drawn, 0).inLoss).toEqual([0, 1, 0, 1, 1].flatMap((taught) => Array<number>(G).fill(taught)));
    expect(keep(drawn, 0).metrics).toEqual({ 'branches/p_noisy': 1, 'branches/noisy': 8 / 12 });
    expect(keep(drawn, 200).inLoss).toEqual([1, 0, 1, 0, 1].flatMap((taught) => Array<number>(G).fill(taught)));
    expect(keep(places, 200)).toEqual({
      inLoss: Array<number>(20).fill(1),
      metrics: { 'branches/p_noisy': 0, 'branches/noisy': 0 },
    });
  });

  it('is drawn per answer, again in the same way, and with the probability p', () => {
    const drawn = draw(places, 0);
    let noisy = 0;
    const patterns = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const { inLoss } = keep(drawn, 50, seed);
      for (let g = 0; g < G; g++)
        for (const p of [0, 2]) {
          expect(inLoss[p * G + g]! + inLoss[(p + 1) * G + g]!).toBe(1);
          noisy += inLoss[(p + 1) * G + g]!;
        }
      patterns.add(String(inLoss));
      expect(keep(drawn, 50, seed).inLoss).toEqual(inLoss);
    }
    expect(noisy / 1600).toBeCloseTo(0.75, 1);
    expect(patterns.size).toBeGreaterThan(50);
  });
});

it('is checked with the configuration: the view must be there, and another one than the clean', () => {
  const withRule = (views: string) =>
    validateConfig(setLeaf(setLeaf(defaultConfig(), 'views', views), 'data_rules', 'twoBranches'));
  expect(withRule('noise:noisy').data.data_rules).toEqual([{ block: 'twoBranches' }]);
  expect(() => withRule('noise:blurred')).toThrow(/twoBranches.view is 'noisy', but there is no such view/);
  const clean = setLeaf(withRule('noise:noisy'), 'twoBranches.view', 'clean');
  expect(() => validateConfig(clean)).toThrow(/twoBranches would ask twice with the same picture/);
});
