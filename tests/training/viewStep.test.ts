// What: what a step brings to a page that watches it: the pictures of its places in their views, only where they were asked for; and the
// place, the numbers of an answer as a whole and the rewards of single tokens, only where a recipe makes them.
import { afterEach, describe, expect, test } from 'vitest';
import type { GroupView } from '../../src/training/protocol.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

const TIME = { timeout: 300_000 };
let session: NodeSession;
afterEach(() => session.close());

const BRANCHES = {
  generation_batch_size: '16',
  views: 'noise:noisy,patchDrop:damaged',
  'damaged.p': '0.5',
  'damaged.patch': '4',
  data_rules: 'twoBranches',
  'twoBranches.view': 'noisy',
  'twoBranches.total_steps': '4',
};
const lastGroups = () => session.of('stepDone').at(-1)!.groups;

describe('the pictures of a step', () => {
  test(
    'come with every step once they are watched, as the model got them, and no longer when they are not',
    TIME,
    async () => {
      session = await NodeSession.ready(tinyConfig(BRANCHES));
      await session.must({ type: 'step' });
      expect(session.of('viewed')).toEqual([]);
      await session.must({ type: 'watch', views: true });
      await session.must({ type: 'step' });
      const [seen] = session.of('viewed');
      expect(seen!.step).toBe(2);
      expect(lastGroups().map(({ view }) => view)).toEqual([undefined, 'noisy', undefined, 'noisy']);
      expect(seen!.views.map((own) => own.map(({ name }) => name))).toEqual([
        ['noisy', 'damaged'],
        ['drawn', 'damaged'],
        ['noisy', 'damaged'],
        ['drawn', 'damaged'],
      ]);
      for (const group of [0, 1, 3]) {
        await session.must({ type: 'inspectGroup', step: 2, group, views: true });
        const asked = session.of('groupInspected').at(-1)!.views;
        for (const view of seen!.views[group]!) {
          const same = asked.find(({ name }) => name === view.name)!;
          expect(view.rgba.join()).toBe(same.rgba.join());
        }
      }
      // The noise of the branch is not the clean picture, and not the blackened one.
      expect(new Set(seen!.views[1]!.map(({ rgba }) => rgba.join())).size).toBe(2);
      await session.must({ type: 'watch', views: false });
      await session.must({ type: 'step' });
      expect(session.of('viewed')).toHaveLength(1);
    },
  );

  test('plain GRPO: none are made, and its groups carry nothing new', TIME, async () => {
    session = await NodeSession.ready(tinyConfig());
    await session.must({ type: 'watch', views: true });
    await session.must({ type: 'step' });
    expect(session.of('viewed').map(({ views }) => views)).toEqual([[[], []]]);
    for (const group of lastGroups()) {
      expect(Object.keys(group).sort()).toEqual(['promptId', 'rollouts']);
      for (const { numbers, taught, signals } of group.rollouts) {
        expect([numbers, taught]).toEqual([undefined, undefined]);
        expect(Object.keys(signals!).sort()).toEqual(['advantage', 'coef', 'ref/entropy', 'ref/logProb', 'weight']);
      }
    }
  });
});

test('the place: its tags, and for each pair of answers one that is taught', TIME, async () => {
  session = await NodeSession.ready(tinyConfig(BRANCHES));
  for (let step = 0; step < 2; step++) await session.must({ type: 'step' });
  const [clean, noisy] = lastGroups() as [GroupView, GroupView];
  expect([clean.tags, noisy.tags]).toEqual([{ branch: 0 }, { branch: 1 }]);
  const taught = (group: GroupView) => group.rollouts.map((rollout) => rollout.taught !== false);
  expect(taught(clean)).toEqual(taught(noisy).map((one) => !one));
  // A left out answer has no coefficient at any of its tokens.
  for (const { taught: isTaught, signals } of [...clean.rollouts, ...noisy.rollouts])
    if (isTaught === false) expect([...signals!['coef']!].every((value) => value === 0)).toBe(true);
  const all = lastGroups().flatMap(({ rollouts }) => rollouts);
  const share =
    all.filter((one) => one.taught !== false && noisyOf(one)).length / all.filter((one) => one.taught !== false).length;
  expect(session.metrics().at(-1)!['twoBranches/noisy']).toBeCloseTo(share, 6);

  function noisyOf(one: GroupView['rollouts'][number]) {
    return lastGroups().some(({ view, rollouts }) => view === 'noisy' && rollouts.includes(one));
  }
});

test('numbers of an answer as a whole come from the probes, without the rewards', TIME, async () => {
  session = await NodeSession.ready(tinyConfig({ probes: 'looks' }));
  await session.must({ type: 'step' });
  for (const { rollouts } of lastGroups())
    for (const { numbers, rewards } of rollouts) {
      expect(numbers).toEqual({ 'looks/count': 0 });
      expect(Object.keys(rewards)).toEqual(['lengthWindow']);
    }
});

test('what an objective gives single tokens is a signal of theirs', TIME, async () => {
  session = await NodeSession.ready(
    tinyConfig({
      reward_funcs: 'answerFolded',
      vectors: 'sideModel:phi',
      compose: 'implicitReturns',
      loss_terms: 'outcomeCe',
      scale_rewards: 'none',
      entropy_coef: '0',
      'implicitReturns.batch_norm': 'false',
      'phi.rate': '3',
    }),
  );
  await session.must({
    type: 'setPrompts',
    prompts: ['a', 'b'].map((id) => prompt(id)),
  });
  for (let step = 0; step < 3; step++) await session.must({ type: 'step' });
  const rollouts = lastGroups().flatMap((group) => group.rollouts);
  let largest = 0;
  for (const { tokens, signals } of rollouts) {
    const given = signals!['implicitReturns/process']!;
    expect(given).toHaveLength(tokens.length);
    // Without the norm of the batch it is the log-ratio of the side model to the reference (PRIME, core_algos.py).
    given.forEach((value, t) =>
      expect(value).toBeCloseTo(signals!['phi/logProb']![t]! - signals!['ref/logProb']![t]!, 5),
    );
    largest = Math.max(largest, ...given.map(Math.abs));
  }
  expect(largest).toBeGreaterThan(0);
});
