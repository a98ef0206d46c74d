// What: mixtures of domains: which places a step draws, what is measured, and that the prediction finds the domain that teaches.
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Drawn, Scored } from '../../src/blocks/step.ts';
import { mixtureAt, slope } from '../../src/data/rules/mixture.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('data').get('mixture')!;
const DOMAINS = ['where', 'count', 'colour'];
const own = { ...defaultsOf(block, 'mixture'), domains: DOMAINS, seed_steps: 2 };
const pool = DOMAINS.flatMap((name) => Array.from({ length: 5 }, (_, k) => place(`${name}/${k}`)));
const given = pool.slice(0, 8);
const draw = (step: number, state: unknown = block.start(), settings: object = own, all = pool) =>
  block.draw!(given, { seed: 7, step, state, pool: all } as never, settings as never);
const learned = (drawn: readonly Drawn[]) => drawn.filter(({ tags }) => tags['mixtureSeed'] === undefined);
const domain = ({ prompt }: Drawn) => prompt.id.split('/')[0];

function scored(drawn: readonly Drawn[], rewardOf: (place: Drawn) => number): Scored {
  const values = Float32Array.from(drawn.flatMap((one) => [rewardOf(one), rewardOf(one)]));
  return {
    ...{ drawn, rollouts: { generations: 2, lengths: new Int32Array(values.length) } },
    signals: new Map([['reward/gatedScore', { shape: 'rollout', values }]]),
    columns: [{ name: 'gatedScore', range: [0, 3], values }],
  } as unknown as Scored;
}

describe('a step', () => {
  it('draws the domains of its seed, and one place per domain that is only measured', () => {
    const drawn = draw(2);
    expect(drawn).toHaveLength(8);
    expect(drawn.slice(0, 3).map(domain).toSorted()).toEqual(DOMAINS.toSorted());
    expect(new Set(learned(drawn).map(domain))).toEqual(new Set(['count']));
    expect(learned(drawn)).toHaveLength(5);
    const { inLoss, inStatistics, metrics } = block.keep!(
      scored(drawn, () => 1),
      own as never,
    );
    expect([...inLoss!]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(inStatistics).toEqual(inLoss);
    expect(metrics).toEqual({
      ...{ 'mixture/share/where': 0, 'mixture/share/count': 1, 'mixture/share/colour': 0, 'mixture/measured': 1 },
    });
  });

  it('draws no prompt twice before all of its domain were drawn', () => {
    let state = block.start();
    const ids: string[] = [];
    for (let step = 2; step < 6; step++) {
      const drawn = draw(step, state);
      ids.push(...drawn.filter((one) => domain(one) === 'count').map(({ prompt }) => prompt.id));
      state = block.after!(
        state,
        scored(drawn, () => 1),
        own as never,
      );
    }
    expect(new Set(ids.slice(0, 5)).size).toBe(5);
    expect(new Set(ids.slice(5, 10)).size).toBe(5);
  });

  it('follows given weights in the long run, without measuring', () => {
    const weighted = { ...own, weights: '3 1 0' };
    const counts = { where: 0, count: 0, colour: 0 };
    for (let step = 0; step < 200; step++) {
      for (const one of draw(step, block.start(), weighted)) {
        expect(one.tags['mixtureSeed']).toBeUndefined();
        counts[domain(one) as keyof typeof counts] += 1;
      }
    }
    expect(counts.colour).toBe(0);
    expect(counts.where / 1600).toBeCloseTo(0.75, 1);
  });

  it('leaves the places alone where fewer than two domains have prompts', () => {
    expect(draw(0, block.start(), own, pool.slice(0, 5))).toBe(given);
  });
});

it('after the seeds the domain that teaches is drawn, and only that one', () => {
  let state = block.start();
  let level = 0;
  for (let step = 0; step < 14; step++) {
    const drawn = draw(step, state);
    // Every domain gets better as fast as places of `count` are learned from.
    level += learned(drawn).filter((one) => domain(one) === 'count').length / 10;
    const now = level;
    state = block.after!(
      state,
      scored(drawn, () => now),
      own as never,
    );
  }
  expect(new Set(draw(14, state).map(domain))).toEqual(new Set(['count']));
  expect(draw(14, state).every(({ tags }) => tags['mixtureSeed'] === undefined)).toBe(true);
});

it('the score of a seed is the slope of its steps', () => {
  expect(slope([1, 3, 5])).toBeCloseTo(2, 12);
  expect(slope([2, 2, 5, 5])).toBeCloseTo(1.2, 12);
  expect([slope([4]), slope([])]).toEqual([0, 0]);
  expect(mixtureAt(2, 9, 2, {}).mixture).toEqual([0.5, 0.5]);
});

it('says what is wrong with its settings', () => {
  const problem = (more: object) => block.problem!({ ...own, ...more } as never, {} as never);
  expect(problem({})).toBeNull();
  expect(problem({ weights: '1 0 2' })).toBeNull();
  expect(problem({ domains: ['a'] })).toMatch(/from 2 to 8/);
  for (const weights of ['1 2', '1 x 2', '0 0 0', '1 -1 1']) expect(problem({ weights })).toMatch(/3 shares/);
});
