// What: the rule "replay" on made steps: what it keeps, what it brings back, and that both are functions of the seed.
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Drawn, Scored } from '../../src/blocks/step.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { domainOf } from '../../src/data/domainOf.ts';
import { block } from '../../src/data/rules/replay.ts';

const place = (id: string, change: Partial<Drawn> = {}): Drawn => ({
  prompt: { id, pictures: [], split: 'train' },
  ...{ text: `ask ${id}?`, view: 'clean', truth: { answer: id }, tags: {} },
  ...change,
});
const own = (change: object = {}) => ({ ...defaultsOf(block, 'replay'), ...change });
const config = defaultConfig();
type State = ReturnType<typeof block.start>;
const kept = (id: string, text = `right ${id}`) => ({ id, question: `ask ${id}?`, text });
const draw = (given: readonly Drawn[], state: State, pool: readonly Drawn[], change: object = {}, step = 1, seed = 5) =>
  block.draw!(given, { seed, step, state, last: null, config, pool }, own(change));

/** One group of two rollouts per place. */
function scored(drawn: readonly Drawn[], right: readonly number[], change: object = {}): Scored {
  const rollouts = { generations: 2, truncated: new Uint8Array(right.length), texts: right.map((_, r) => `text ${r}`) };
  const values = Float32Array.from(right);
  const signals = new Map([['reward/answerFolded', { shape: 'rollout', values }]]);
  return {
    drawn,
    signals,
    rollouts: { ...rollouts, lengths: new Int32Array(right.length), ...change },
  } as unknown as Scored;
}

test('the domain of a prompt is its id without the number', () => {
  expect(['find/12', 'find 3', 'p-7', 'dog', '4'].map(domainOf)).toEqual(['find', 'find', 'p', 'dog', '']);
});

describe('what is kept', () => {
  test('the first right, whole answer of each prompt, the newest per prompt', () => {
    const drawn = [place('a/1'), place('a/2'), place('a/3'), place('b/1', { view: 'masked' })];
    const step = scored(drawn, [0, 1, 0.9, 0, 1, 1, 1, 1], {
      truncated: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0),
      turns: { looks: [{ row: 5 }] },
    });
    const state = block.after!([kept('a/1', 'older'), kept('c/1')], step, own());
    expect(state).toEqual([kept('c/1'), { id: 'a/1', question: 'ask a/1?', text: 'text 1' }]);
  });

  test('no more than the capacity; the oldest of the largest domain makes room', () => {
    const before = [kept('b/1'), kept('a/1'), kept('a/2')];
    const after = block.after!(before, scored([place('c/1')], [1, 0]), own({ capacity: 3 }));
    expect(after.map(({ id }) => id)).toEqual(['b/1', 'a/2', 'c/1']);
  });
});

describe('what comes back', () => {
  const ids = ['a/1', 'a/2', 'a/3', 'a/4', 'b/1', 'c/1'];
  const pool = ['x/1', 'x/2', 'x/3', 'x/4', ...ids].map((id) => place(id));
  const given = pool.slice(0, 4);
  const state = ids.map((id) => kept(id));

  test('the share of the places, with text and tag; the others and the number of places stay', () => {
    const made = draw(given, state, pool, { share: 0.5 });
    expect(made).toHaveLength(4);
    const replayed = made.filter(({ tags }) => tags['replay'] === 1);
    expect(replayed).toHaveLength(2);
    for (const { prompt, text, truth } of replayed) {
      expect(ids).toContain(prompt.id);
      expect([text, truth]).toEqual([`ask ${prompt.id}?`, { answer: prompt.id, expertText: `right ${prompt.id}` }]);
    }
    made.forEach((one, p) => expect(one.tags['replay'] === 1 || one === given[p]).toBe(true));
  });

  test('uniformly over domains, whatever their sizes, and at any place', () => {
    const counts: Record<string, number> = {};
    const at = [0, 0, 0, 0];
    for (let step = 0; step < 3000; step++) {
      draw(given, state, pool, { share: 0.25 }, step).forEach(({ prompt, tags }, p) => {
        if (!tags['replay']) return;
        counts[domainOf(prompt.id)] = (counts[domainOf(prompt.id)] ?? 0) + 1;
        at[p]!++;
      });
    }
    for (const domain of ['a', 'b', 'c']) expect(Math.abs(counts[domain]! - 1000)).toBeLessThan(110);
    for (const count of at) expect(Math.abs(count - 750)).toBeLessThan(100);
  });

  test('none twice, none that is drawn already, none whose prompt has gone, and as many as there are', () => {
    const made = draw(given, [kept('x/1'), kept('gone/1'), kept('b/1'), kept('c/1')], pool, { share: 1 });
    expect(
      made
        .filter(({ tags }) => tags['replay'])
        .map(({ prompt }) => prompt.id)
        .sort(),
    ).toEqual(['b/1', 'c/1']);
    expect(draw(given, [], pool, { share: 1 })).toEqual(given);
    expect(draw(given, state, pool, { share: 0.1 })).toEqual(given);
  });

  test('the same from the same seed and step', () => {
    const picks = (step: number, seed: number) =>
      Array.from({ length: 12 }, (_, k) =>
        draw(given, state, pool, { share: 0.5 }, step + k, seed).map(({ prompt }) => prompt.id),
      );
    expect(picks(2, 5)).toEqual(picks(2, 5));
    expect(picks(2, 6)).not.toEqual(picks(2, 5));
  });

  test('texts = expert: the prompts’ own texts, and nothing is kept', () => {
    const taught = [...given, place('b/1', { truth: { expertText: 'as one says' } })];
    const made = draw(given, [], taught, { share: 0.25, texts: 'expert' });
    expect(made.filter(({ tags }) => tags['replay']).map(({ truth }) => truth.expertText)).toEqual(['as one says']);
    expect(block.after!([], scored([place('a/1')], [1, 1]), own({ texts: 'expert' }))).toEqual([]);
  });
});

test('policy_loss = false: replayed places leave statistics and loss', () => {
  const step = scored([place('a/1'), place('b/1', { tags: { replay: 1 } })], [1, 0, 1, 0]);
  expect(block.keep!(step, own())).toEqual({});
  const mask = Uint8Array.of(1, 1, 0, 0);
  expect(block.keep!(step, own({ policy_loss: false }))).toEqual({ inStatistics: mask, inLoss: mask });
  expect(block.keep!(scored([place('a/1')], [1, 0]), own({ policy_loss: false }))).toEqual({});
});
