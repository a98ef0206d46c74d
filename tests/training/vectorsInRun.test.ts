// What: the vector `ema` in a run on the tiny bundle: what it is after each step, that a probe scores under it, that it goes
// through a checkpoint bit for bit, and what happens to vectors that a recipe adds or drops in mid-run.
import { afterEach, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { validateConfig } from '../../src/config/validateConfig.ts';
import { POLICY } from '../../src/training/checkpoint.ts';
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import type { RunState } from '../../src/training/session/runState.ts';
import { prepareStep } from '../../src/training/step/stepState.ts';
import { NodeSession, pictureOf, policyIn, prompt, tinyConfig } from './nodeSession.ts';
import { preparedPrompt, rowsOf, scoreAt } from './stepOracle.ts';

const T = 6;
const REWARDS = JSON.stringify([
  'lengthWindow',
  'answerLikelihood',
  { block: 'consistency', correct: 'reward/lengthWindow' },
]);
/** Quick enough to see the average move, slow enough to see it rest. */
const slowCopy = (knobs: object = { decay: 0.75, every: 2 }) => JSON.stringify([{ block: 'ema', ...knobs }]);
const withEma = (leaves: Readonly<Record<string, string>> = {}) =>
  tinyConfig({ vectors: slowCopy(), reward_funcs: REWARDS, learning_rate: '0.5', ...leaves });

const open: NodeSession[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});
async function ready(config: Config): Promise<NodeSession> {
  const session = await NodeSession.ready(config);
  open.push(session);
  return session;
}

const emaIn = ({ vectors }: Checkpoint) => vectors['ema']!;
const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** θ of the policy and of the average after 0, 1, … steps. */
async function course(session: NodeSession, steps: number) {
  const kept = [await session.checkpoint()];
  for (let i = 0; i < steps; i++) {
    await session.must({ type: 'step' });
    kept.push(await session.checkpoint());
  }
  return kept;
}

test('rests after step 1, moves after step 2, and has no optimiser', async () => {
  const [start, one, two] = await course(await ready(withEma()), 2);
  expect(start!.vectors['ema']).toBeUndefined(); // it starts with the first step, as a copy
  const first = policyIn(start!).theta;
  expect(emaIn(one!)).toEqual({ theta: first, optimizer: null });
  const { theta } = policyIn(two!);
  expect(theta).not.toEqual(first);
  const expected = first.map((value, i) => 0.75 * value + 0.25 * theta[i]!);
  expect(Math.max(...emaIn(two!).theta.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-7);
});

test('the probe scores the sampled tokens under the average, not under the policy or the start', async () => {
  const session = await ready(withEma({ learning_rate: '3' }));
  const before = (await course(session, 2)).at(-1)!;
  await session.must({ type: 'step' });
  const { groups } = session.of('stepDone').at(-1)!;
  const prompts: Awaited<ReturnType<typeof preparedPrompt>>[] = [];
  for (const { promptId } of groups)
    prompts.push(await preparedPrompt(session.engine, await pictureOf(prompt(promptId)), `where is ${promptId}?`));
  const seen = groups.flatMap(({ rollouts }) => rollouts.map(({ signals }) => [...signals!['ema/logProb']!]));
  const rows = rowsOf(groups, prompts, T);
  const gapTo = async (theta: Float32Array) => {
    const { logProbs } = await scoreAt(session.engine.policy, theta, prompts, rows, 1);
    return Math.max(...seen.flatMap((row, r) => row.map((value, t) => Math.abs(value - logProbs[r * T + t]!))));
  };
  expect(await gapTo(emaIn(before).theta)).toBeLessThan(1e-4);
  expect(await gapTo(policyIn(before).theta)).toBeGreaterThan(1e-3);
  expect(await gapTo(new Float32Array(emaIn(before).theta.length))).toBeGreaterThan(1e-3);
});

test('a run with it goes on bit for bit through a checkpoint, between two moves and right behind one', async () => {
  const whole = await ready(withEma());
  await whole.must({ type: 'start', steps: 5 });
  const end = await whole.checkpoint();
  for (const steps of [3, 4]) {
    const half = await ready(withEma());
    await half.must({ type: 'start', steps });
    const fresh = await ready(tinyConfig());
    await fresh.must({ type: 'restore', checkpoint: structuredClone(await half.checkpoint()) });
    await fresh.must({ type: 'start', steps: 5 - steps });
    expect(fresh.metrics()).toEqual(whole.metrics().slice(steps));
    const kept = await fresh.checkpoint();
    expect(Object.keys(kept.vectors)).toEqual([POLICY, 'ema']);
    expect(bytes(emaIn(kept).theta)).toEqual(bytes(emaIn(end).theta));
    expect(bytes(policyIn(kept).theta)).toEqual(bytes(policyIn(end).theta));
  }
});

describe('between two steps', () => {
  const policy = { theta: Float32Array.of(1, 2), optimizer: null };
  const ema = { theta: Float32Array.of(5, 6), optimizer: null };
  const run = (vectors: RunState['vectors']): RunState => ({ step: 7, vectors, blocks: {} });
  const vectorsOf = (config: Config, vectors: RunState['vectors']) =>
    prepareStep(config, run(vectors), null, () => []).vectors;
  const plain = tinyConfig();

  test('one that the recipe keeps stays the same array', () => {
    const vectors = vectorsOf(withEma(), new Map([['policy', policy], ['ema', ema]])); // prettier-ignore
    expect(vectors.get('ema')).toBe(ema);
    expect(vectors.get('policy')).toBe(policy);
  });

  test('one that the recipe adds starts from the policy as it is now, in numbers of its own', () => {
    const vectors = vectorsOf(withEma(), new Map([['policy', policy]]));
    expect(vectors.get('ema')).toEqual({ theta: policy.theta, optimizer: null });
    expect(vectors.get('ema')!.theta).not.toBe(policy.theta);
  });

  test('one that the recipe drops goes, and starts anew where it comes back', () => {
    const without = vectorsOf(plain, new Map([['policy', policy], ['ema', ema]])); // prettier-ignore
    expect([...without.keys()]).toEqual(['policy']);
    expect(vectorsOf(withEma(), without).get('ema')!.theta).toEqual(policy.theta);
  });

  test('two averages under two names are two vectors', () => {
    const two = JSON.stringify([{ block: 'ema' }, { block: 'ema', as: 'quick', decay: 0.5, every: 1 }]);
    const vectors = vectorsOf(validateConfig(setLeaf(plain, 'vectors', two)), new Map([['policy', policy], ['ema', ema]])); // prettier-ignore
    expect([...vectors.keys()]).toEqual(['policy', 'ema', 'quick']);
    expect([vectors.get('ema')!.theta[0], vectors.get('quick')!.theta[0]]).toEqual([5, 1]);
  });

  test('a reward that asks for the average without the vector is refused with the recipe', () => {
    expect(() => withEma({ vectors: '[]' })).toThrow(/ema\/logProb/);
  });
});

describe('a setting changed in mid-run', () => {
  test('other vectors: the run starts anew and says so', async () => {
    const session = await ready(withEma());
    await session.must({ type: 'start', steps: 2 });
    await session.must({ type: 'configure', config: tinyConfig({ learning_rate: '0.5' }) });
    expect(session.errors().at(-1)).toMatch(/reset after 2 steps, because .*vectors/);
    await session.must({ type: 'step' });
    const { step, vectors } = await session.checkpoint();
    expect([step, Object.keys(vectors)]).toEqual([1, [POLICY]]);
  });

  test('another decay: the run goes on with the average that it has', async () => {
    const session = await ready(withEma());
    const [, , two] = await course(session, 2);
    await session.must({ type: 'configure', config: withEma({ 'ema.decay': '1' }) });
    await session.must({ type: 'start', steps: 2 });
    const kept = await session.checkpoint();
    expect(kept.step).toBe(4);
    expect(emaIn(kept)).toEqual(emaIn(two!));
  });
});
