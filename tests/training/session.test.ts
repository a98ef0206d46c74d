// What: the whole loop in Node on the tiny bundle: repeatable bit for bit, also through a checkpoint; stage by stage;
// settings that change in mid-run; prompts and files that cannot be used.
import { afterAll, describe, expect, test, vi } from 'vitest';
import { STAGE_NAMES } from '../../src/training/protocol.ts';
import type { Config } from '../../src/config/config.ts';
import { bundleFiles, NodeSession, policyIn, prompt, TINY, tinyConfig } from './nodeSession.ts';

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});
async function ready(config: Config): Promise<NodeSession> {
  const session = await NodeSession.ready(config);
  open.push(session);
  return session;
}

async function runOf(config: Config, steps: number) {
  const session = await ready(config);
  await session.must({ type: 'start', steps });
  return { metrics: session.metrics(), checkpoint: await session.checkpoint(), session };
}

describe('a run', () => {
  test('is the same bit for bit with the same seed, and another with another seed', async () => {
    const [one, two] = [await runOf(tinyConfig(), 3), await runOf(tinyConfig(), 3)];
    expect(one.metrics).toEqual(two.metrics);
    expect(policyIn(one.checkpoint).theta).toEqual(policyIn(two.checkpoint).theta);
    expect(one.metrics[0]!['grad_norm']).toBeGreaterThan(0);
    expect(one.metrics[0]!['update_norm']).toBeGreaterThan(0);
    const other = await runOf(tinyConfig({ seed: '1' }), 1);
    expect(policyIn(other.checkpoint).theta).not.toEqual(policyIn(one.checkpoint).theta);
  });

  test('goes on the same after a checkpoint in the middle, in another session', async () => {
    const whole = await runOf(tinyConfig(), 4);
    const half = await runOf(tinyConfig(), 2);
    const fresh = await ready(tinyConfig({ learning_rate: '0.01' }));
    await fresh.must({ type: 'restore', checkpoint: half.checkpoint });
    await fresh.must({ type: 'start', steps: 2 });
    expect(fresh.metrics()).toEqual(whole.metrics.slice(2));
    const kept = await fresh.checkpoint();
    const end = { ...kept, ...policyIn(kept) };
    const wholeEnd = policyIn(whole.checkpoint);
    for (const name of ['theta', 'firstMoment', 'secondMoment'] as const) {
      expect(new Uint8Array(end[name].buffer)).toEqual(new Uint8Array(wholeEnd[name].buffer));
    }
    expect([end.step, end.optimizerSteps, end.history.length]).toEqual([4, 4, 4]);
  });

  test('stage by stage gives what a step gives, in the order of the stages', async () => {
    const whole = await runOf(tinyConfig(), 1);
    const staged = await ready(tinyConfig());
    for (const name of STAGE_NAMES) {
      await staged.must({ type: 'stage' });
      expect(staged.of('stageDone').at(-1)!.stage).toBe(name);
    }
    expect(staged.metrics()).toEqual(whole.metrics);
    expect(staged.of('stageDone').map(({ stage }) => stage)).toEqual(STAGE_NAMES);
  });

  test('a question without a picture trains beside one with a picture, also where views are probed', async () => {
    const session = await ready(tinyConfig({ probe_view_logps: 'true', beta: '0.1' }));
    const words = prompt('words', { images: [], truth: { answer: 'four' } });
    await session.must({ type: 'setPrompts', prompts: [words, prompt('seen')] });
    await session.must({ type: 'step' });
    const { groups } = session.of('stepDone')[0]!;
    expect(new Set(groups.map(({ promptId }) => promptId))).toEqual(new Set(['words', 'seen']));
    const [metrics] = session.metrics();
    expect(Object.values(metrics!).every(Number.isFinite)).toBe(true);
    expect(metrics!['grad_norm']).toBeGreaterThan(0);
    await session.must({ type: 'evaluate', tag: 'after' });
    expect(session.of('evaluated')[0]!.results.map(({ promptId }) => promptId)).toEqual(['words', 'seen']);
  });

  test('one stage, then the rest of the step, then two more', async () => {
    const session = await ready(tinyConfig());
    await session.must({ type: 'stage' });
    await session.must({ type: 'step' });
    expect(session.metrics()).toHaveLength(1);
    await session.must({ type: 'start', steps: 2 });
    expect(session.metrics().map((point) => point['step'])).toEqual([1, 2, 3]);
  });

  test('pause holds, resume goes on, reset starts anew', async () => {
    const session = await ready(tinyConfig());
    const started = session.send({ type: 'start', steps: 3 });
    await session.must({ type: 'pause' });
    await started;
    expect(session.metrics().length).toBeLessThan(3);
    // The stage that is under way is finished first; then the run says that it holds.
    await expect.poll(() => session.of('state').at(-1)!.state).toBe('paused');
    await session.must({ type: 'resume' });
    expect(session.metrics()).toHaveLength(3);
    await session.must({ type: 'reset' });
    expect((await session.checkpoint()).step).toBe(0);
    await session.must({ type: 'step' });
    expect(session.metrics().at(-1)).toEqual(session.metrics()[0]);
  });

  test('several updates on the same rollouts, with a reference, an entropy bonus and a view probe', async () => {
    const leaves = { num_iterations: '2', beta: '0.04', entropy_coef: '0.01', probe_view_logps: 'true' };
    const { metrics, checkpoint } = await runOf(tinyConfig(leaves), 2);
    expect(policyIn(checkpoint).optimizerSteps).toBe(4);
    for (const point of metrics) {
      for (const [name, value] of Object.entries(point)) expect(Number.isFinite(value), name).toBe(true);
    }
    expect(metrics[1]!['kl']).toBeGreaterThan(0);
  });

  test('rollouts reach the page with text, tokens, rewards and advantages', async () => {
    const { session } = await runOf(tinyConfig(), 1);
    const [event] = session.of('stepDone');
    expect(event!.groups).toHaveLength(2);
    const { rollouts } = event!.groups[0]!;
    expect(rollouts).toHaveLength(4);
    expect(rollouts[0]!.tokens.length).toBeGreaterThan(0);
    expect(Object.keys(rollouts[0]!.rewards)).toEqual(['lengthWindow']);
    expect(Object.values(event!.secondsPerStage).every((seconds) => seconds >= 0)).toBe(true);
  });

  test('greedy answers, the same before and after when nothing was trained', async () => {
    const session = await ready(tinyConfig());
    await session.must({ type: 'evaluate', tag: 'before' });
    await session.must({ type: 'evaluate', tag: 'after' });
    const [before, after] = session.of('evaluated');
    expect(before!.results.map(({ promptId }) => promptId)).toEqual(['a', 'b', 'c']);
    expect(after!.results).toEqual(before!.results);
  });
});

describe('settings that change', () => {
  test('a live one holds from the next step', async () => {
    const session = await ready(tinyConfig());
    await session.must({ type: 'step' });
    await session.must({ type: 'configure', config: tinyConfig({ learning_rate: '0.001' }) });
    await session.must({ type: 'step' });
    expect(session.metrics().map((point) => point['learning_rate'])).toEqual([0.05, 0.001]);
    expect(session.errors()).toEqual([]);
  });

  test('a rate that falls: each step has its own, and after the fall nothing moves', async () => {
    const session = await ready(tinyConfig({ lr_scheduler_type: 'linear', lr_decay_steps: '2' }));
    await session.must({ type: 'start', steps: 2 });
    const { theta } = policyIn(await session.checkpoint());
    await session.must({ type: 'step' });
    expect(session.metrics().map((point) => point['learning_rate'])).toEqual([0.05, 0.025, 0]);
    expect(policyIn(await session.checkpoint()).theta).toEqual(theta);
  });

  test('the rank starts the run anew, with a sentence', async () => {
    const session = await ready(tinyConfig());
    const before = policyIn(await session.checkpoint()).theta.length;
    await session.must({ type: 'step' });
    await session.must({ type: 'configure', config: tinyConfig({ lora_r: '4' }) });
    expect(session.errors()).toEqual(['The run was reset after 1 step, because lora_r changed.']);
    const kept = await session.checkpoint();
    const { step } = kept;
    const { theta } = policyIn(kept);
    expect([step, theta.length]).toEqual([0, 2 * before]);
    await session.must({ type: 'step' });
  });
});

test('another model lets go of the files that were dropped', async () => {
  const session = await ready(tinyConfig());
  vi.stubGlobal('navigator', { onLine: false }); // no rests before further tries
  expect(await session.send({ type: 'configure', config: tinyConfig({ model: 'http://127.0.0.1:9/gone/' }) })).toBe(
    false,
  );
  expect(session.errors()[0]).toMatch(/127.0.0.1:9.gone.*could not be downloaded/);
  expect(session.of('state').at(-1)!.state).toBe('failed');
  vi.unstubAllGlobals();
});

describe('what cannot be used', () => {
  test('a bad prompt is refused, the others are kept', async () => {
    const session = await ready(tinyConfig());
    const bad = [
      prompt('q', { question: ' ' }),
      prompt('i', { images: [], truth: { boxes: [[0, 0, 1, 1]] } }),
      prompt('e', { images: [new Blob([])] }),
      prompt('x', { truth: { boxes: [[0.5, 0.5, 0.5, 0.9]] } }),
      prompt('a'),
    ];
    expect(await session.send({ type: 'setPrompts', prompts: [prompt('a'), ...bad] })).toBe(false);
    expect(session.errors()).toHaveLength(5);
    expect(session.errors().every((sentence) => /'[qiexa]'.*\.$/.test(sentence))).toBe(true);
    await session.must({ type: 'step' });
    expect(session.of('stepDone')[0]!.groups.map(({ promptId }) => promptId)).toEqual(['a', 'a']);
  });

  test('nothing loaded, nothing to train on', async () => {
    const session = new NodeSession();
    expect(await session.send({ type: 'start', steps: 1 })).toBe(false);
    expect(session.errors()[0]).toMatch(/No model is loaded/);
    const empty = await ready(tinyConfig());
    await empty.must({ type: 'setPrompts', prompts: [prompt('h', { split: 'heldOut' })] });
    expect(await empty.send({ type: 'step' })).toBe(false);
    expect(empty.errors()[0]).toMatch(/no prompt to train on/);
  });

  test('a truncated model file: one sentence that names it, and the next load works', async () => {
    const session = new NodeSession();
    open.push(session);
    const files = bundleFiles(TINY);
    const decoder = 'onnx/decoder_model_merged_q4.onnx';
    await session.must({ type: 'configure', config: tinyConfig() });
    expect(await session.send({ type: 'load', files: { ...files, [decoder]: files[decoder]!.slice(0, 5000) } })).toBe(
      false,
    );
    expect(session.errors()[0]).toContain(decoder);
    expect(session.of('state').at(-1)!.state).toBe('failed');
    await session.must({ type: 'load', files });
    await session.must({ type: 'setPrompts', prompts: [prompt('a')] });
    await session.must({ type: 'step' });
  });

  test('a checkpoint of another adapter', async () => {
    const { checkpoint, session } = await runOf(tinyConfig(), 1);
    const vectors = { policy: { theta: new Float32Array(3), optimizer: null } };
    const other = { ...checkpoint, vectors };
    expect(await session.send({ type: 'restore', checkpoint: other })).toBe(false);
    expect(session.errors()[0]).toMatch(/holds 3 adapter weights/);
  });

  test('an unknown reward stops the step with a sentence; the run goes on when it is mended', async () => {
    const session = await ready(tinyConfig());
    await session.must({ type: 'step' });
    await session.must({ type: 'configure', config: tinyConfig({ reward_funcs: 'nonsense' }) });
    expect(await session.send({ type: 'step' })).toBe(false);
    expect(session.errors()[0]).toMatch(/no reward 'nonsense'/);
    await session.must({ type: 'configure', config: tinyConfig() });
    await session.must({ type: 'step' });
    expect(session.metrics().map((point) => point['step'])).toEqual([1, 2]);
  });
});
