// What: the comparison of `npm run frozen` on made outcomes: one bit is a difference and is named; clocks and news are none.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareOutcomes, whyIdle } from '../../bench/frozen/compare.ts';
import { readOutcome, vectorOf } from '../../bench/frozen/outcome.ts';
import type { Outcome } from '../../bench/frozen/outcome.ts';

const outcome = (change: (made: ReturnType<typeof plain>) => void = () => undefined): Outcome => {
  const made = plain();
  change(made);
  return made;
};
function plain() {
  const answer = () => ({
    ids: Int32Array.of(4, 5),
    logProb: [-1, -2],
    entropy: [0.5, 0.25],
    signals: { coef: Float32Array.of(0.1, 0.2) } as Record<string, Float32Array>,
  });
  const step = (number: number) => ({
    step: number,
    metrics: { reward: 0.5, kl: 0, step_time: 1.25, update_norm: 1, reward_std: 0.1 } as Record<string, number>,
    answers: [answer(), answer()],
  });
  return {
    steps: [step(1), step(2)],
    theta: Float32Array.of(1, 2, 3),
    moments: { firstMoment: Float32Array.of(0, 0, 1) },
    greedy: ['before: red', 'after: green'],
    device: 'CPU',
  };
}
const BIT = 2 ** -24;

test.each<readonly [string, Parameters<typeof outcome>[0], string | null]>([
  ['nothing', () => undefined, null],
  ['a clock', ({ steps }) => (steps[0]!.metrics['step_time'] = 9), null],
  ['a new metric', ({ steps }) => (steps[0]!.metrics['turns'] = 9), null],
  ['a metric', ({ steps }) => (steps[1]!.metrics['reward']! += BIT), 'step 2, reward: 0.5 became 0.50000005'],
  ['a sign of zero', ({ steps }) => (steps[0]!.metrics['kl'] = -0), 'step 1, kl: 0 became -0'],
  ['a lost metric', ({ steps }) => delete steps[0]!.metrics['kl'], 'step 1, kl: 0 became nothing'],
  ['a token', ({ steps }) => (steps[1]!.answers[1]!.ids[1] = 6), 'step 2, answer 1, token[1]: 5 became 6'],
  ['a log-prob', ({ steps }) => (steps[0]!.answers[0]!.logProb[0]! += BIT), 'step 1, answer 0, logProb[0]: -1'],
  ['a signal', ({ steps }) => (steps[0]!.answers[0]!.signals['coef']![1] = 0.3), 'answer 0, signal coef[1]: 0.2'],
  ['a lost answer', ({ steps }) => void steps[1]!.answers.pop(), 'step 2, answers: 2 became 1'],
  ['a lost step', ({ steps }) => void steps.pop(), 'step 2: it is missing'],
  ['θ', ({ theta }) => (theta[2] = 3.0000002), 'after step 2, θ[2]: 3 became 3.0000002'],
  ['a moment', ({ moments }) => (moments.firstMoment[2] = 2), 'after step 2, firstMoment[2]: 1 became 2'],
  ['an answer afterwards', ({ greedy }) => (greedy[1] = 'after: blue'), 'greedy answer 1: "after: green"'],
])('%s', (_what, change, said) => {
  const { difference } = compareOutcomes(outcome(), outcome(change));
  if (said === null) expect(difference).toBeNull();
  else expect(difference).toContain(said);
});

test('what is counted, what is new, and signals that have gone', () => {
  const fresh = outcome(({ steps }) => {
    steps[1]!.metrics['turns'] = 1;
    for (const { answers } of steps) for (const answer of answers) answer.signals = { weight: Float32Array.of(1, 1) };
  });
  const made = compareOutcomes(outcome(), fresh);
  expect(made).toMatchObject({ steps: 2, metrics: 8, tokens: 8, thetaFloats: 3, difference: null });
  expect(made).toMatchObject({ added: ['turns', 'signal weight'], lost: ['signal coef'] });
});

test('a run that this tree cannot finish is a difference', () => {
  const { difference } = compareOutcomes(outcome(), new Error('No adapter.'));
  expect(difference).toBe('this tree did not finish the run');
});

test('a run that proves nothing is named', () => {
  expect(whyIdle(outcome(), false)).toBeNull();
  expect(whyIdle(outcome(), true)).toContain('tools/call_frequency');
  const still = outcome(({ steps }) => steps.forEach(({ metrics }) => (metrics['update_norm'] = 0)));
  expect(whyIdle(still, false)).toContain('update_norm');
  const failing = outcome(({ steps }) =>
    steps.forEach(({ metrics }) => Object.assign(metrics, { 'tools/call_frequency': 1, 'tools/failure_frequency': 1 })),
  );
  expect(whyIdle(failing, true)).toBe('no zoom brought a crop');
});

test('checkpoints of version 1 and 2', () => {
  const [theta, firstMoment, secondMoment] = [Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)];
  const wanted = { theta, moments: { firstMoment, secondMoment } };
  expect(vectorOf({ theta, firstMoment, secondMoment })).toEqual(wanted);
  expect(vectorOf({ vectors: { policy: { theta, optimizer: { firstMoment, secondMoment } } } })).toEqual(wanted);
  expect(vectorOf({ vectors: { policy: { theta, optimizer: null } } })).toEqual({ theta, moments: {} });
  expect(() => vectorOf({ vectors: { ema: { theta } } })).toThrow('holds no θ');
});

test('lines of the tap are read with every bit: arrays, −0, NaN', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-outcome-'));
  const array = (values: Float32Array | Int32Array) => ({
    $: values.constructor.name,
    base64: Buffer.from(values.buffer).toString('base64'),
  });
  const ids = array(Int32Array.of(7));
  const told = [
    { type: 'browser', version: '1' },
    { type: 'device', description: 'CPU' },
    {
      type: 'stepDone',
      point: { step: 1, metrics: { kl: { $: 'number', text: '-0' }, loss: { $: 'number', text: 'NaN' } } },
      groups: [{ rollouts: [{ ids, tokens: [{ logProb: -1, entropy: 2 }] }] }],
    },
    { type: 'evaluated', tag: 'after', results: [{ text: 'red' }] },
    { type: 'checkpointed', checkpoint: { theta: array(Float32Array.of(0.1)) } },
  ];
  const file = join(folder, 'told.jsonl');
  writeFileSync(file, told.map((line) => JSON.stringify(line)).join('\n'));
  const { steps, theta, greedy, device } = readOutcome(file);
  rmSync(folder, { recursive: true });
  expect(Object.is(steps[0]!.metrics['kl'], -0)).toBe(true);
  expect(steps[0]!.metrics['loss']).toBeNaN();
  expect(steps[0]!.answers[0]!.ids).toEqual(Int32Array.of(7));
  expect([theta, greedy, device]).toEqual([Float32Array.of(0.1), ['after: red'], 'Chromium 1, CPU']);
});
