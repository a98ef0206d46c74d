// What: run, pause, one step, one stage, give up: when the loop is let through.
import { expect, test } from 'vitest';
import { StageGate, StepAbandoned } from '../../src/training/session/stageGate.ts';
import { StageTimer } from '../../src/training/session/stageTimer.ts';

/** A loop of steps with three stages that writes down what it did. */
function loop(gate: StageGate, log: string[]) {
  const run = async () => {
    gate.begin();
    for (let step = 1; ; step++) {
      for (const stage of ['a', 'b', 'c']) {
        await gate.enterStage();
        log.push(`${step}${stage}`);
        gate.leaveStage();
      }
      if (!gate.endStep()) return;
    }
  };
  return run();
}

test('run counts steps', async () => {
  const log: string[] = [];
  const gate = new StageGate();
  gate.run(2);
  await loop(gate, log);
  expect(log).toEqual(['1a', '1b', '1c', '2a', '2b', '2c']);
  expect(gate.holding).toBe(true);
});

test('one stage, one more, then the rest of the step', async () => {
  const log: string[] = [];
  const holds: boolean[] = [];
  const gate = new StageGate((held) => holds.push(held));
  gate.allowStage();
  const done = loop(gate, log);
  await gate.whenHeld();
  await Promise.resolve();
  expect(log).toEqual(['1a']);
  gate.allowStage();
  await gate.whenHeld();
  expect(log).toEqual(['1a', '1b']);
  gate.allowStep();
  await done;
  expect(log).toEqual(['1a', '1b', '1c']);
  expect(holds).toEqual([true, false, true, false]);
});

test('pause holds before the next stage, resume goes on to the end of the start', async () => {
  const log: string[] = [];
  const gate = new StageGate();
  gate.run(2);
  const done = loop(gate, log);
  gate.hold();
  await new Promise((resolve) => setTimeout(resolve));
  const before = log.length;
  expect(before).toBeLessThan(6);
  gate.resume();
  await done;
  expect(log).toHaveLength(6);
});

test('abandon ends a step that waits', async () => {
  const gate = new StageGate();
  gate.allowStage();
  const done = loop(gate, []);
  await gate.whenHeld();
  gate.abandon();
  await expect(done).rejects.toBeInstanceOf(StepAbandoned);
});

test('slow motion rests before every stage of a run, not of one stage; full speed and a pause end a rest at once', async () => {
  const log: string[] = [];
  const gate = new StageGate();
  gate.setPace(60_000);
  gate.allowStage();
  const done = loop(gate, log);
  await gate.whenHeld();
  await new Promise((resolve) => setTimeout(resolve));
  expect(log).toEqual(['1a']); // one stage is asked for by hand: no rest
  gate.run(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(log).toEqual(['1a', '1b']); // it had waited already; the next one rests
  gate.hold();
  await new Promise((resolve) => setTimeout(resolve));
  expect(log).toEqual(['1a', '1b']);
  gate.resume();
  gate.setPace(0);
  await done;
  expect(log).toEqual(['1a', '1b', '1c']);
});

test('a command that waits is taken before the next stage, though nothing in a stage waits for a device', async () => {
  const gate = new StageGate();
  const { hook } = new StageTimer(1, gate, () => {});
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    gate.hold();
  };
  port2.postMessage(null);
  gate.run(null);
  gate.begin();
  let stages = 0;
  const loop = (async () => {
    while (stages < 1000) await hook('1-image', () => Promise.resolve(stages++));
  })();
  await gate.whenHeld();
  expect(stages).toBeLessThan(20);
  gate.abandon();
  await expect(loop).rejects.toThrow(StepAbandoned);
});
