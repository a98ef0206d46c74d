// What: the ring of kept adapters: what stays and what goes, what it costs; and that a run that went back goes on bit for bit.
import { afterAll, describe, expect, test } from 'vitest';
import { AdapterRing } from '../../src/training/session/adapterRing.ts';
import type { Snapshot } from '../../src/training/session/adapterRing.ts';
import { NodeSession, policyIn } from './nodeSession.ts';
import { endingBundle, recipe, small } from './recapRun.ts';

/** θ differs at every step; the moments are zeros of their own, as SGD leaves them. */
function snapshot(step: number, rewards: readonly number[] = [], size = 10): Snapshot {
  const optimizer = { firstMoment: new Float32Array(size), secondMoment: new Float32Array(size), stepCount: step };
  const vectors = new Map([['policy', { theta: new Float32Array(size).fill(step), optimizer }]]);
  const history = rewards.map((reward, i) => ({ step: i + 1, metrics: { reward } }));
  return { run: { step, vectors, blocks: {} }, history } as unknown as Snapshot;
}

/** Steps 1 … n; `held` = held-out rewards by step. */
function run(
  n: number,
  reward: (step: number) => number,
  settings = { every: 5, most: 8 },
  held = new Map<number, number>(),
) {
  const ring = new AdapterRing();
  ring.begin(snapshot(0));
  const rewards: number[] = [];
  const seen: (readonly number[])[] = [];
  for (let step = 1; step <= n; step++) {
    rewards.push(reward(step));
    const eval_reward = held.get(step);
    ring.offer(snapshot(step, rewards), eval_reward === undefined ? {} : { eval_reward }, settings);
    seen.push(ring.kept.map((kept) => kept.step));
  }
  return { ring, seen, steps: seen.at(-1)! };
}
const bestOf = (ring: AdapterRing) => ring.kept.find(({ why }) => why === 'best')?.step;

describe('what stays', () => {
  test('every fifth step until it is full, then never more than may be, the first and the newest among them', () => {
    expect(run(30, () => 0.5).steps.filter((step) => step % 5 === 0)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    for (const most of [3, 8, 20]) {
      const { seen } = run(700, (step) => Math.sin(step / 40), { every: 5, most });
      for (const [i, steps] of seen.entries()) {
        expect(steps.length).toBeLessThanOrEqual(most);
        expect(steps[0]).toBe(0);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        expect(steps.at(-1)!).toBeGreaterThanOrEqual(i + 1 - ((i + 1) % 5));
      }
    }
  });

  test('recent steps stay close together, older ones further apart', () => {
    const { steps } = run(1000, (step) => -step);
    const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
    expect(steps).toHaveLength(8);
    expect(gaps.at(-1)).toBe(5);
    expect(Math.max(...gaps.slice(-3))).toBeLessThanOrEqual(100);
    expect(Math.max(...gaps.slice(0, 4))).toBeGreaterThan(150);
  });

  test('the best by the mean reward of eight steps; one that is beaten goes, unless it stands on the grid', () => {
    const peak = (at: number) => (step: number) => 1 - Math.abs(step - at) / 100;
    const { ring, steps, seen } = run(60, peak(23));
    // The mean of steps k − 7 … k is highest where they lie around 23: k = 26 or 27.
    expect([26, 27]).toContain(bestOf(ring));
    expect(steps).toContain(bestOf(ring));
    expect(seen[20]).toContain(21);
    expect(steps).not.toContain(21);
    expect(bestOf(run(7, peak(3)).ring)).toBeUndefined();
  });

  test('held-out rewards decide alone, once there is one', () => {
    const held = new Map([
      [10, 0.4],
      [20, 0.9],
      [30, 0.6],
    ]);
    expect(bestOf(run(60, (step) => step, { every: 7, most: 8 }, held).ring)).toBe(20);
  });

  test('save_steps 0 keeps nothing', () => {
    const { ring } = run(20, () => 1, { every: 0, most: 8 });
    expect([ring.kept, ring.bytes]).toEqual([[], 0]);
  });

  test('it says when the set has changed', () => {
    const ring = new AdapterRing();
    ring.begin(snapshot(0));
    const changed = Array.from({ length: 10 }, (_, i) => ring.offer(snapshot(i + 1), {}, { every: 5, most: 8 }));
    expect(changed.flatMap((yes, i) => (yes ? [i + 1] : []))).toEqual([5, 10]);
  });
});

describe('what it costs, and going back', () => {
  test('arrays with the same numbers are kept once: one θ a step, one pair of moments', () => {
    const { ring, steps } = run(30, (step) => -step);
    expect(steps).toHaveLength(8); // 0, 5 … 30, and the best
    expect(ring.bytes).toBe(4 * 10 * (8 + 2));
  });

  test('going back forgets what came later, and a best of later', () => {
    const { ring } = run(40, (step) => step);
    const found = ring.goBack(20)!;
    expect([found.run.step, found.history.at(-1)!.step]).toEqual([20, 20]);
    expect(found.run.vectors.get('policy')!.theta[0]).toBe(20);
    expect(ring.kept.at(-1)!.step).toBe(20);
    expect(bestOf(ring)).toBeUndefined();
    expect(ring.goBack(21)).toBeNull();
  });
});

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

test(
  'a run that went back goes on bit for bit, again and again; a step that is not kept is refused',
  { timeout: 240_000 },
  async () => {
    // A controller that looks back, a rule that replays, and an optimiser with moments.
    const config = small(recipe, {
      ...{ 'recapWeights.window': '2', 'replay.share': '0.5', 'replay.capacity': '2' },
      ...{ optim: 'adamw', learning_rate: '0.01', save_steps: '2' },
    });
    const session = await NodeSession.ready(config, undefined, await endingBundle());
    open.push(session);
    await session.must({ type: 'start', steps: 6 });
    const first = session.metrics();
    const end = await session.checkpoint();
    const kept = () => session.of('kept').at(-1)!;
    expect(kept().adapters.map(({ step }) => step)).toEqual([0, 2, 4, 6]);
    const length = policyIn(end).theta.length;
    // Four θ, and two moments each but for the start, whose two are both zeros.
    expect(kept().bytes).toBeGreaterThanOrEqual(4 * length * (4 + 2 * 3 + 1));
    for (const step of [4, 2]) {
      await session.must({ type: 'goBack', step });
      expect(session.of('wentBack').at(-1)).toMatchObject({ step });
      expect(
        session
          .of('wentBack')
          .at(-1)!
          .history.map((point) => point.step),
      ).toEqual([1, 2, 3, 4].slice(0, step));
      expect(kept().adapters.at(-1)!.step).toBe(step);
      const before = session.metrics().length;
      await session.must({ type: 'start', steps: 6 - step });
      expect(session.metrics().slice(before)).toEqual(first.slice(step));
      const again = await session.checkpoint();
      expect(again.vectors).toEqual(end.vectors);
      expect(again.blocks).toEqual(end.blocks);
      expect(again.step).toBe(6);
    }
    expect(await session.send({ type: 'goBack', step: 3 })).toBe(false);
    expect(session.errors().at(-1)).toBe('Step 3 is not kept; the run can go back to 0, 2, 4, 6.');
    // A reset is a new run: what the old one kept is gone.
    await session.must({ type: 'reset' });
    expect(kept().adapters.map(({ step }) => step)).toEqual([0]);
  },
);
