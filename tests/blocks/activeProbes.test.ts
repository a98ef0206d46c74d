// What: which probes run: the named ones first, then those that give a signal which a block needs, each before those that need it.
import { describe, expect, it } from 'vitest';
import { activeProbes } from '../../src/blocks/activeProbes.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { addBlock } from '../blockOnTrial.ts';

const names = { views: ['drawn', 'clean', 'masked'], vectors: ['policy', 'frozen', 'ema'] };
const logProb = blocksIn('probe').get('logProb')!;
const named = (as: string, view = 'drawn', vector = 'policy') => ({
  block: logProb,
  own: { ...defaultsOf(logProb, as), view, vector },
});
const run = (needed: readonly string[], explicit = [] as ReturnType<typeof named>[]) => {
  const { uses, missing } = activeProbes(explicit, needed, names);
  return { as: uses.map(({ own }) => own.as), missing, uses };
};

/** Gives `<name>/score` and needs other signals. */
const chain = (name: string, needs: readonly string[]) =>
  addBlock('probe', {
    name,
    needs: () => needs,
    gives: ({ as }) => [`${as}/score`],
    derive: (signal) => (signal === `${name}/score` ? { as: name } : null),
  });

describe('probes', () => {
  it('are derived from what is needed, once each, and not where nothing is', () => {
    expect(run([])).toMatchObject({ as: [], missing: [] });
    const { as, uses, missing } = run(['masked/logProb', 'masked/entropy', 'ref/logProb', 'masked/logProb']);
    expect([as, missing]).toEqual([['masked', 'ref'], []]);
    expect(uses[1]!.own).toMatchObject({ view: 'drawn', vector: 'frozen' });
  });

  it('that are named run first, and what they give is not made twice', () => {
    const { as, uses } = run(['ema/logProb', 'masked/logProb'], [named('other'), named('masked', 'masked', 'ema')]);
    expect(as).toEqual(['other', 'masked', 'ema']);
    expect(uses[1]!.own).toMatchObject({ view: 'masked', vector: 'ema' }); // as the recipe says
  });

  it('run behind those whose signals they need', () => {
    chain('referee', ['helper/score', 'logProb']);
    chain('helper', ['masked/logProb']);
    expect(run(['referee/score'])).toMatchObject({ as: ['masked', 'helper', 'referee'], missing: [] });
  });

  it('that need each other in a circle end, each once', () => {
    chain('hen', ['egg/score']);
    chain('egg', ['hen/score']);
    expect(run(['hen/score']).as.toSorted()).toEqual(['egg', 'hen']);
  });
});

it('what every rollout has, and what stage 4 makes, needs no probe; what nobody gives is named', () => {
  const always = ['mask', 'token', 'tokenSpans', 'logProb', 'entropy', 'reward/answerExact', 'tag/variant'];
  expect(run(always)).toMatchObject({ as: [], missing: [] });
  chain('referee', ['nobody/gain']);
  expect(run(['nobody/logProb', 'referee/score', 'nobody/logProb'])).toMatchObject({
    as: ['referee'],
    missing: ['nobody/logProb', 'nobody/gain'],
  });
});
