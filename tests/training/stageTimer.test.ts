// What: what the page hears of a stage: how far it is, seldom; nothing of a quick one, nothing of a step that was given up.
import { afterEach, expect, test, vi } from 'vitest';
import type { EngineEvent } from '../../src/training/protocol.ts';
import { StageGate } from '../../src/training/session/stageGate.ts';
import { StageTimer } from '../../src/training/session/stageTimer.ts';

let now = 0;
vi.spyOn(performance, 'now').mockImplementation(() => now);
afterEach(() => void (now = 0));

function timed() {
  const events: EngineEvent[] = [];
  const gate = new StageGate();
  gate.run(null);
  const timer = new StageTimer(7, gate, (event) => events.push(event));
  return { timer, told: () => events.filter((event) => event.type === 'stageProgress') };
}

test('a long stage tells at most ten times a second', async () => {
  const { timer, told } = timed();
  await timer.hook('3-rollouts', async (onProgress) => {
    for (let token = 1; token <= 40; token++) {
      now += 25;
      onProgress(token, 48);
    }
  });
  expect(told()).toHaveLength(10);
  expect(told()[0]).toEqual({ type: 'stageProgress', step: 7, stage: '3-rollouts', done: 4, total: 48 });
  expect(told().at(-1)).toMatchObject({ done: 40, total: 48 });
});

test('quick stages tell nothing, however many there are in a short step', async () => {
  const { timer, told } = timed();
  for (const stage of ['3-rollouts', '7-gradient'] as const) {
    await timer.hook(stage, async (onProgress) => {
      for (let done = 1; done <= 10; done++) {
        now += 4;
        onProgress(done, 10);
      }
    });
  }
  expect(told()).toEqual([]);
});

test('a step that was given up is silent', async () => {
  const { timer, told } = timed();
  await expect(
    timer.hook('7-gradient', async (onProgress) => {
      timer.retire();
      now += 1000;
      onProgress(1, 2);
    }),
  ).rejects.toThrow('Step cancelled');
  expect(told()).toEqual([]);
});

test('a clock that is set back: the page goes on hearing, and no stage took less than no time', async () => {
  now = 36_000_000;
  const { timer, told } = timed();
  await timer.hook('3-rollouts', async (onProgress) => {
    now = 0;
    for (let token = 1; token <= 40; token++) {
      now += 25;
      onProgress(token, 48);
    }
  });
  expect(told().length).toBeGreaterThan(5);
  expect(timer.seconds['3-rollouts']).toBe(0);
});
