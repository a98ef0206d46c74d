// What: the built worker in headless Chromium: checkpoint and restore, a device lost in mid-step, no WebGPU at all.
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { benchPrompts } from '../../bench/prompts.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { BrowserEngine } from '../../src/headless/browserEngine.ts';
import type { EngineOptions } from '../../src/headless/browserEngine.ts';
import type { HostCommand, HostEvent } from '../../src/headless/hostMessages.ts';

// The entropy bonus gives a gradient whatever the rewards are.
// The small policy: what is tested does not depend on it.
const small = {
  model: 'models/shapes/',
  num_generations: '2',
  generation_batch_size: '4',
  max_completion_length: '8',
  provider: 'wasm',
};
const config = validateConfig(
  Object.entries({ ...small, reward_funcs: 'lengthWindow', lora_r: '2', entropy_coef: '0.1' }).reduce(
    (made, [name, text]) => setLeaf(made, name, text),
    defaultConfig(),
  ),
);

let engine: BrowserEngine | null = null;
afterEach(async () => {
  await engine?.close();
  engine = null;
});

const SCENES = { source: 'pocket', skill: 'find', difficulty: 0.4, seed: 1 };

async function ready(options: EngineOptions = {}) {
  const events: HostEvent[] = [];
  engine = await BrowserEngine.open({ ...options, onEvent: (event) => events.push(event) });
  const opened = engine;
  const must = (command: HostCommand) => opened.carryOut(command);
  const errors = () => events.flatMap((event) => (event.type === 'error' ? [event.message] : []));
  const thetaHash = async () => {
    await must({ type: 'checkpoint' });
    const kept = events.findLast((event) => event.type === 'checkpointed');
    return kept!.checkpoint.thetaHash;
  };
  await must({ type: 'configure', config });
  await must({ type: 'load' });
  await must({ type: 'setPrompts', prompts: benchPrompts().slice(0, 3) });
  return { engine: opened, events, must, errors, thetaHash };
}

test('restored in the middle, the run ends with the same θ; so does one whose device is lost in mid-step', async () => {
  const { engine: opened, events, must, errors, thetaHash } = await ready();
  await must({ type: 'start', steps: 2 });
  const half = await thetaHash();
  await must({ type: 'start', steps: 2 });
  const whole = await thetaHash();
  expect(whole).not.toBe(half);
  await must({ type: 'readTheta' });
  const theta = events.findLast((event) => event.type === 'theta')!;
  expect(createHash('sha256').update(Buffer.from(theta.base64, 'base64')).digest('hex')).toBe(whole);
  await must({ type: 'drawScenes', order: { ...SCENES, count: 2, held: 1 } });
  const drawn = events.findLast((event) => event.type === 'scenes')!.prompts;
  expect(drawn.map(({ split }) => split)).toEqual(['train', 'train', 'heldOut']);
  const pngs = drawn.map(({ images }) => Buffer.from(images[0]!.base64, 'base64').subarray(1, 4).toString('latin1'));
  expect(pngs).toEqual(['PNG', 'PNG', 'PNG']);

  await must({ type: 'reset' });
  await must({ type: 'start', steps: 2 });
  expect(await thetaHash()).toBe(half);
  await must({ type: 'restore' });
  let lost: Promise<boolean> | null = null;
  // Said early in the step: on a busy machine the command comes late, and the answers and their gradient still lie ahead.
  const stop = opened.listen((event) => {
    if (event.type === 'stageDone' && event.step === 3 && event.stage === '2-policy') {
      lost ??= opened.send({ type: 'loseDevice' });
    }
  });
  await must({ type: 'start', steps: 2 });
  stop();
  expect(await lost).toBe(true);
  expect(errors()).toHaveLength(1);
  expect(errors()[0]).toMatch(/^The GPU device was lost.* continues after step 2\.$/);
  expect(events.filter(({ type }) => type === 'stepDone')).toHaveLength(8);
  expect(await thetaHash()).toBe(whole);
});

test('without WebGPU the references stand in, and it is said', async () => {
  const { events, must } = await ready({ webgpu: false });
  await must({ type: 'step' });
  const device = events.find((event) => event.type === 'device');
  expect(device?.provider).toBe('wasm');
  expect(device?.notes[0]).toMatch(/^There is no WebGPU here/);
  const done = events.find((event) => event.type === 'stepDone');
  expect(Number.isFinite(done?.point.metrics['entropy'])).toBe(true);
});

test('a broken message is answered with a sentence', async () => {
  const { engine: opened, errors } = await ready();
  expect(await opened.send({ type: 'start', steps: 0 })).toBe(false);
  expect(errors()[0]).toMatch(/steps must be a whole number/);
});
