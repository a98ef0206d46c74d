// What: a run between two steps: how it starts (LoRA as PEFT), and that a checkpoint holds copies and nothing of another adapter.
import { expect, test } from 'vitest';
import type { ThetaSegment } from '../../src/onnx/insertLora.ts';
import { CHECKPOINT_VERSION } from '../../src/training/checkpoint.ts';
import { fromCheckpoint, newRun, policyOf, toCheckpoint } from '../../src/training/session/runState.ts';
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
  const run = newRun(layout, 3);
  const { theta, optimizer } = policyOf(run);
  expect([run.step, theta.length, optimizer!.stepCount]).toEqual([0, 300, 0]);
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
  for (const moment of [optimizer!.firstMoment, optimizer!.secondMoment])
    expect([...moment]).toEqual(new Array(300).fill(0));
});

test('the same seed is the same start; another seed and another segment are others', () => {
  const [one, again, other] = [3, 3, 4].map((seed) => policyOf(newRun(layout, seed)).theta);
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  expect(segment(one!, 2)).not.toEqual(segment(one!, 0));
});

const history = [{ step: 7, metrics: { reward: 0.5 } }];
function run() {
  const { theta, optimizer } = policyOf(newRun(layout, 1));
  const moment = new Float32Array(300).fill(0.25);
  const vectors = new Map([['policy', { theta, optimizer: { ...optimizer!, firstMoment: moment, stepCount: 9 } }]]);
  return { step: 7, vectors, blocks: { kept: { count: 3, seen: [1, 2] } } };
}

test('there and back: the same numbers, in arrays of their own', () => {
  const before = run();
  const kept = toCheckpoint(before, tinyConfig(), history);
  expect(kept).toMatchObject({ version: CHECKPOINT_VERSION, step: 7, history });
  const back = fromCheckpoint(kept, 300);
  expect(back).toEqual(before);
  policyOf(before).theta.fill(1);
  kept.vectors['policy']!.optimizer!.firstMoment.fill(2);
  before.blocks.kept.seen.push(3);
  expect(policyOf(back).theta).not.toEqual(policyOf(before).theta);
  expect(policyOf(back).optimizer!.firstMoment[0]).toBe(0.25);
  expect(kept.vectors['policy']!.theta[0]).not.toBe(1);
  expect(back.blocks).toEqual({ kept: { count: 3, seen: [1, 2] } });
});

test('another version, another adapter and damaged vectors are refused in a sentence', () => {
  const kept = toCheckpoint(run(), tinyConfig(), history);
  expect(() => fromCheckpoint({ ...kept, version: 99 }, 300)).toThrow(/version 99; this page reads versions 1 to \d/);
  expect(() => fromCheckpoint(kept, 301)).toThrow(/holds 300 adapter weights.*has 301/);
  const { policy } = kept.vectors;
  for (const damage of [
    { theta: new Float32Array(300).fill(NaN) },
    { theta: new Float32Array(2) },
    { optimizer: { ...policy!.optimizer!, firstMoment: new Float32Array(2) } },
  ])
    expect(() => fromCheckpoint({ ...kept, vectors: { policy: { ...policy!, ...damage } } }, 300)).toThrow(/damaged/);
  expect(() => fromCheckpoint({ ...kept, vectors: {} }, 300)).toThrow(/damaged/);
});
