// What: looking into the last step on the tiny policy: probabilities, the change by the update, the probe's view, refusals.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RolloutView } from '../../src/training/protocol.ts';
import { NodeSession, tinyConfig, policyIn } from './nodeSession.ts';

let session: NodeSession;
const lastGroups = () => session.of('stepDone').at(-1)!.groups;

beforeAll(async () => {
  const knobs = { beta: '0', entropy_coef: '0', temperature: '0.8', probe_view_logps: 'true', learning_rate: '0.02' };
  session = await NodeSession.ready(tinyConfig(knobs));
}, 60_000);
afterAll(() => session.close());

const inspect = async (step: number, group: number, rollout: number) => {
  await session.must({ type: 'inspect', step, group, rollout });
  return session.of('inspected').at(-1)!;
};
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

test('before the first step there is a sentence instead', async () => {
  const { tokens, unavailable } = await inspect(1, 0, 0);
  expect(tokens).toEqual([]);
  expect(unavailable).toMatch(/no finished step/);
});

describe('after a step', () => {
  beforeAll(() => session.must({ type: 'step' }), 60_000);

  test('a rollout carries ids and the numbers of its tokens, and no more than those', () => {
    for (const { rollouts } of lastGroups()) {
      for (const { tokens, ids, signals } of rollouts) {
        expect(ids).toHaveLength(tokens.length);
        for (const name of ['coef', 'weight', 'view/logProb']) {
          expect(signals![name], name).toHaveLength(tokens.length);
          expect(signals![name]!.buffer.byteLength).toBe(4 * tokens.length);
        }
        expect([...signals!['weight']!]).toEqual(tokens.map(() => 1));
      }
    }
  });

  test('coefficient and advantage have opposite signs: the loss is minimised', () => {
    const rollouts = lastGroups().flatMap((group) => group.rollouts);
    expect(rollouts.some(({ advantage }) => Math.abs(advantage) > 0.1)).toBe(true);
    for (const { advantage, signals } of rollouts)
      for (const coef of signals!['coef']!) expect(Math.sign(coef)).toBe(-Math.sign(advantage) + 0);
  });

  test('the log-prob before is the sampled one; probabilities are within (0, 1] and sum to at most 1', async () => {
    const view = lastGroups()[1]!.rollouts[2]!;
    const { tokens, unavailable } = await inspect(1, 1, 2);
    expect(unavailable).toBeNull();
    expect(tokens.map(({ id }) => id)).toEqual([...view.ids!]);
    tokens.forEach(({ id, logProbBefore, logProbAfter, alternatives }, t) => {
      expect(logProbBefore).toBeCloseTo(view.tokens[t]!.logProb, 4);
      const own = alternatives.find((other) => other.id === id)!;
      expect(own.before).toBeCloseTo(Math.exp(logProbBefore), 6);
      expect(own.after).toBeCloseTo(Math.exp(logProbAfter), 6);
      expect(own.text).toBe(view.tokens[t]!.text);
      for (const side of ['before', 'after'] as const) {
        const values = alternatives.map((other) => other[side]);
        expect(Math.min(...values)).toBeGreaterThan(0);
        expect(sum(values)).toBeLessThanOrEqual(1 + 1e-5);
      }
      expect(new Set(alternatives.map((other) => other.id)).size).toBe(alternatives.length);
      expect(alternatives.length).toBeGreaterThanOrEqual(5);
      const sorted = alternatives.map(({ before }) => before);
      expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
      // None is left out: whatever is not listed is less likely than the fifth.
      const fifth = sorted[4]!;
      expect(1 - sum(sorted)).toBeLessThan(fifth * 200 + 1e-5);
    });
  });

  test('what was better than its group becomes more likely, in sum over its advantages', async () => {
    let gain = 0;
    for (const [group, { rollouts }] of lastGroups().entries()) {
      await session.must({ type: 'inspectGroup', step: 1, group, views: false });
      const { logProbsAfter } = session.of('groupInspected').at(-1)!;
      rollouts.forEach(({ advantage, tokens }, g) => {
        const changes = tokens.map(({ logProb }, t) => logProbsAfter[g]![t]! - logProb);
        gain += (advantage * sum(changes)) / tokens.length;
      });
    }
    expect(gain).toBeGreaterThan(0);
  });

  test('a group has the same numbers as its rollouts one by one, and as the probe of the step', async () => {
    await session.must({ type: 'inspectGroup', step: 1, group: 0, views: true });
    const { logProbsAfter, viewLogProbs } = session.of('groupInspected').at(-1)!;
    const { tokens } = await inspect(1, 0, 3);
    tokens.forEach(({ logProbAfter }, t) => expect(logProbsAfter[3]![t]).toBeCloseTo(logProbAfter, 4));
    const { rollouts } = lastGroups()[0]!;
    const probed = (rollout: RolloutView) => [...rollout.signals!['view/logProb']!];
    rollouts.forEach((rollout, g) =>
      probed(rollout).forEach((value, t) => expect(viewLogProbs![g]![t]).toBeCloseTo(value, 4)),
    );
  });

  test('views come back in colours: the clean one is the picture, the masked one is not', () => {
    const { views } = session.of('groupInspected').at(-1)!;
    expect(views).toHaveLength(2);
    const [clean, probe] = views;
    expect(clean!.kind).toBe('clean');
    expect(probe!.kind).not.toBe('clean');
    for (const { size, rgba } of views) expect(rgba).toHaveLength(4 * size * size);
    expect(clean!.rgba.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
    expect([...clean!.rgba]).not.toEqual([...probe!.rgba]);
    // The picture of prompt a: its first pixel is the grey 40 + 'a', its last columns are brighter (nodeSession.ts).
    const reds = clean!.rgba.filter((_, i) => i % 4 === 0);
    expect(Math.max(...reds)).toBeGreaterThan(Math.min(...reds));
  });

  test('nothing of the run changes by looking', async () => {
    const before = await session.checkpoint();
    await inspect(1, 0, 0);
    const after = await session.checkpoint();
    expect([...policyIn(after).theta]).toEqual([...policyIn(before).theta]);
  });

  test('what is gone or never was is answered with a sentence', async () => {
    expect((await inspect(4, 0, 0)).unavailable).toMatch(/last step \(1\).*step 4/);
    expect((await inspect(1, 9, 0)).unavailable).toMatch(/no answer 1 in group 10/);
    await session.must({ type: 'reset' });
    expect((await inspect(1, 0, 0)).unavailable).toMatch(/no finished step/);
  });
});
