// What: a run between two steps: how it starts (LoRA as PEFT), and that a checkpoint holds copies and nothing of another adapter.
import { expect, test } from 'vitest';
import type { ThetaSegment } from '../../src/onnx/insertLora.ts';
import { CHECKPOINT_VERSION, fromCheckpoint, newRun, toCheckpoint } from '../../src/training/session/runState.ts';
import { tinyConfig } from './nodeSession.ts';

const RANK = 4;
const layout = [
  { kind: 'lora_A', offset: 0, shape: [RANK, 25] },
  { kind: 'lora_B', offset: 100, shape: [16, RANK] },
  { kind: 'lora_A', offset: 164, shape: [RANK, 25] },
  { kind: 'lora_B', offset: 264, shape: [9, RANK] },
] as unknown as readonly ThetaSegment[];
const segment = (theta: Float32Array, k: number) =>
  theta.slice(layout[k]!.offset, layout[k]!.offset + layout[k]!.shape[0]! * layout[k]!.shape[1]!);

test('A is uniform within 1/√width, B is 0, and so are the moments', () => {
  const { step, theta, optimizer } = newRun(layout, 3);
  expect([step, theta.length, optimizer.stepCount]).toEqual([0, 300, 0]);
  const bound = 1 / Math.sqrt(25);
  for (const k of [0, 2]) {
    const A = segment(theta, k);
    expect(Math.max(...A.map(Math.abs))).toBeLessThanOrEqual(bound);
    expect(Math.max(...A)).toBeGreaterThan(0.8 * bound);
    expect(Math.min(...A)).toBeLessThan(-0.8 * bound);
    expect(Math.abs(A.reduce((sum, value) => sum + value, 0) / A.length)).toBeLessThan(0.3 * bound);
    expect(new Set(A).size).toBe(A.length);
  }
  for (const k of [1, 3]) expect(segment(theta, k).every((value) => value === 0)).toBe(true);
  for (const moment of [optimizer.firstMoment, optimizer.secondMoment])
    expect([...moment]).toEqual(new Array(300).fill(0));
});

test('the same seed is the same start; another seed and another segment are others', () => {
  const [one, again, other] = [newRun(layout, 3), newRun(layout, 3), newRun(layout, 4)].map(({ theta }) => theta);
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  expect(segment(one!, 2)).not.toEqual(segment(one!, 0));
});

const run = () => ({ ...newRun(layout, 1), step: 7 });
const history = [{ step: 7, metrics: { reward: 0.5 } }];

test('there and back: the same numbers, in arrays of their own', () => {
  const before = run();
  before.optimizer.firstMoment.fill(0.25);
  const kept = toCheckpoint({ ...before, optimizer: { ...before.optimizer, stepCount: 9 } }, tinyConfig(), history);
  expect(kept).toMatchObject({ version: CHECKPOINT_VERSION, step: 7, optimizerSteps: 9, history });
  const back = fromCheckpoint(kept, 300);
  expect(back.step).toBe(7);
  expect(back.theta).toEqual(before.theta);
  expect(back.optimizer).toEqual({ ...before.optimizer, stepCount: 9 });
  before.theta.fill(1);
  kept.firstMoment.fill(2);
  expect(back.theta).not.toEqual(before.theta);
  expect(back.optimizer.firstMoment[0]).toBe(0.25);
  expect(kept.theta[0]).not.toBe(1);
});

test('another version and another adapter are refused in a sentence', () => {
  const kept = toCheckpoint(run(), tinyConfig(), history);
  expect(() => fromCheckpoint({ ...kept, version: 99 }, 300)).toThrow(/version 99; this page reads version \d/);
  expect(() => fromCheckpoint(kept, 301)).toThrow(/holds 300 adapter weights.*has 301/);
  for (const name of ['theta', 'firstMoment', 'secondMoment'] as const)
    expect(() => fromCheckpoint({ ...kept, [name]: new Float32Array(2) }, 300), name).toThrow(/adapter weights/);
});
