// What: the store alone: what every event changes, bounded curves, box arithmetic, sentences about prompts.
import { describe, expect, test } from 'vitest';
import { clampBox, dragBox, hasArea, moveBox, resizeBox } from '../../src/store/prompts/boxEdits.ts';
import { addMessage, applyEvent, initialState, MAX_MESSAGES, MAX_POINTS } from '../../src/store/store.ts';
import type { EngineEvent, StepMetrics } from '../../src/training/protocol.ts';
import { STAGE_NAMES } from '../../src/training/protocol.ts';

const point = (step: number): StepMetrics => ({ step, metrics: { reward: step / 100 } });
const after = (...events: EngineEvent[]) => events.reduce(applyEvent, initialState());
const seconds = Object.fromEntries(STAGE_NAMES.map((name) => [name, 0.1])) as Record<
  (typeof STAGE_NAMES)[number],
  number
>;

describe('applyEvent', () => {
  test('a step adds one point and replaces the groups', () => {
    const groups = [{ promptId: 'a', rollouts: [] }];
    const state = after({ type: 'stepDone', point: point(1), groups, secondsPerStage: seconds });
    expect(state.points).toEqual([point(1)]);
    expect(state.groups).toBe(groups);
  });

  test('a stage of a new step replaces its own report; the later ones still tell of the step before', () => {
    const done = (stage: (typeof STAGE_NAMES)[number], step: number): EngineEvent => ({
      type: 'stageDone',
      step,
      stage,
      seconds: 0.5,
      summary: { x: step },
    });
    const state = after(done('1-image', 1), done('2-policy', 1), done('1-image', 2));
    expect(state.stages['1-image']).toEqual({ step: 2, seconds: 0.5, summary: { x: 2 } });
    expect(state.stages['2-policy']).toEqual({ step: 1, seconds: 0.5, summary: { x: 1 } });
    expect(state.currentStage).toBe('1-image');
  });

  test('how far a stage is holds until the stage is done, or the engine is idle', () => {
    const told: EngineEvent = { type: 'stageProgress', step: 1, stage: '3-rollouts', done: 4, total: 48 };
    const done: EngineEvent = { type: 'stageDone', step: 1, stage: '3-rollouts', seconds: 1, summary: {} };
    expect(after(told).stageProgress).toEqual({ stage: '3-rollouts', done: 4, total: 48 });
    expect(after(told, done).stageProgress).toBeNull();
    expect(after(told, { type: 'state', state: 'running' }).stageProgress).not.toBeNull();
    expect(after(told, { type: 'state', state: 'paused' }).stageProgress).toBeNull();
  });

  test('an error is shown and changes nothing else', () => {
    const before = after({ type: 'stepDone', point: point(1), groups: [], secondsPerStage: seconds });
    const state = applyEvent(before, { type: 'error', message: 'No.', fatal: false, where: 'step' });
    expect(state.messages.map(({ text }) => text)).toEqual(['No.']);
    expect(state.points).toBe(before.points);
  });

  test('progress goes when the engine is idle again', () => {
    const loading = after({ type: 'progress', what: 'model', done: 1, total: 2, unit: 'bytes' });
    expect(loading.progress).not.toBeNull();
    expect(applyEvent(loading, { type: 'state', state: 'ready' }).progress).toBeNull();
  });

  test('a step with a smaller number is a new run: its curves begin anew', () => {
    const done = (step: number): EngineEvent => ({
      type: 'stepDone',
      point: point(step),
      groups: [],
      secondsPerStage: seconds,
    });
    expect(after(done(1), done(2), done(1)).points).toEqual([point(1)]);
  });

  test('a greedy answer is kept with the step after which it was given', () => {
    const results = [{ promptId: 'a', text: 'x', boxes: [], answer: null, rewards: {}, passed: null }];
    const state = after(
      { type: 'evaluated', tag: 'before', results },
      { type: 'stepDone', point: point(1), groups: [], secondsPerStage: seconds },
      { type: 'evaluated', tag: 'after', results },
    );
    expect(state.evaluations).toEqual({ before: { step: 0, results }, after: { step: 1, results } });
  });

  test('device, model and memory are kept as they come', () => {
    const memory = { gpuBytes: 1, wasmBytes: 2, heapBytes: 3 };
    const model = { name: 'shapes', parameters: 5, trainable: 4, bytes: 3 };
    const state = after(
      { type: 'device', provider: 'wasm', description: 'CPU', notes: ['No GPU.'] },
      { type: 'modelLoaded', ...model },
      { type: 'memory', ...memory },
    );
    expect(state).toMatchObject({ device: { description: 'CPU', notes: ['No GPU.'] }, model, memory });
  });

  test('a command that is done changes nothing', () => {
    const state = initialState();
    expect(applyEvent(state, { type: 'done', id: 1, ok: true })).toBe(state);
  });
});

test('curves stay bounded and keep their first and last point', () => {
  let state = initialState();
  for (let step = 1; step <= 5 * MAX_POINTS; step++) {
    state = applyEvent(state, { type: 'stepDone', point: point(step), groups: [], secondsPerStage: seconds });
  }
  const { points } = state;
  expect(points.length).toBeLessThanOrEqual(MAX_POINTS);
  expect(points.at(-1)).toEqual(point(5 * MAX_POINTS));
  expect(points[0]).toEqual(point(1));
  expect(points.every(({ step }, i) => i === 0 || step > points[i - 1]!.step)).toBe(true);
});

test('messages are bounded and never doubled', () => {
  let messages = addMessage([], 'error', 'a');
  messages = addMessage(messages, 'error', 'a');
  expect(messages).toHaveLength(1);
  for (const text of ['b', 'c', 'd', 'e', 'f']) messages = addMessage(messages, 'error', text);
  expect(messages.map(({ text }) => text)).toEqual(['c', 'd', 'e', 'f']);
  expect(messages).toHaveLength(MAX_MESSAGES);
});

describe('boxes', () => {
  test('drawn backwards and over the edge', () => {
    expect(clampBox([0.8, 0.9, 0.2, -0.3])).toEqual([0.2, 0, 0.8, 0.9]);
  });
  test('moving keeps the size and stays inside', () => {
    const moved = moveBox([0.5, 0.5, 0.75, 1], [0.5, 0.5]);
    expect(moved).toEqual([0.75, 0.5, 1, 1]);
    expect(moveBox(moved, [-2, -2])).toEqual([0, 0, 0.25, 0.5]);
  });
  test('resizing never turns a box over', () => {
    const [x0, y0, x1, y1] = resizeBox([0.5, 0.5, 0.6, 0.6], [-0.5, -0.5]);
    expect(x1).toBeGreaterThan(x0);
    expect(y1).toBeGreaterThan(y0);
  });
  test('any corner can be taken; the opposite one stays', () => {
    const box = [0.25, 0.25, 0.75, 0.75] as const;
    expect(resizeBox(box, [0.125, 0.25], 'nw')).toEqual([0.375, 0.5, 0.75, 0.75]);
    expect(resizeBox(box, [0.5, -0.125], 'ne')).toEqual([0.25, 0.125, 1, 0.75]);
    expect(resizeBox(box, [-0.5, 0.125], 'sw')).toEqual([0, 0.25, 0.75, 0.875]);
    const turned = resizeBox(box, [0.9, 0.9], 'nw');
    expect(turned[0]).toBeLessThan(turned[2]);
    expect(turned[1]).toBeLessThan(turned[3]);
  });
  test('a click has no area', () => {
    expect(hasArea([0.5, 0.5, 0.5, 0.5])).toBe(false);
    expect(hasArea([0.5, 0.5, 0.52, 0.52])).toBe(true);
  });
  test('a drag draws from where it began', () => {
    const box = [0.1, 0.1, 0.1, 0.1] as const;
    expect(dragBox({ kind: 'draw', index: -1, start: [0.1, 0.1], box, current: box }, [0.4, 0.6])).toEqual([
      0.1, 0.1, 0.4, 0.6,
    ]);
  });
});
