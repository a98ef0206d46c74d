// What: what version 1 of the page wrote still opens: packed links, run files; and the recording that ships.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue } from '../../src/9-curves/packValue.ts';
import { rewardUsesOf } from '../../src/config/uses.ts';
import { toBase64url } from '../../src/store/container/base64url.ts';
import { decodeLink } from '../../src/store/link/decodeLink.ts';
import { readRecording } from '../../src/store/recorded/recording.ts';
import { readRunRecord } from '../../src/store/run/runRecord.ts';

const MINE = '// Reward: mine\n// Range: [0, 1]\n// Knob: penalty = 0.2, 0, 1, taken off\n';
const rewards = [{ name: 'mine', wgsl: MINE }];
const summary = (config: Parameters<typeof rewardUsesOf>[0]) =>
  rewardUsesOf(config).map(({ as, weight, knobs }) => [as, weight, knobs]);

describe('links', () => {
  const packed = async (leaves: object) => {
    const state = { version: 1, recipe: 'dapo', leaves, layout: {}, prompts: [], selected: null, rewards };
    return decodeLink(`#z=${toBase64url(await gzip(packValue('link', state)))}`);
  };

  test('packed: weights and knobs beside the list of rewards', async () => {
    const { config } = await packed({
      reward_funcs: ['boxIou', 'mine'],
      reward_knobs: ['penalty=0.5'],
      reward_weights: [1, 2],
      probe_view_logps: true,
      learning_rate: 7,
    });
    expect(summary(config)).toEqual([
      ['boxIou', 1, {}],
      ['mine', 2, { penalty: 0.5 }],
    ]);
    expect([config.optimizer.learning_rate, config.view.views.length, config.probe.probes.length]).toEqual([7, 1, 1]);
  });

  test('packed: the weights alone', async () => {
    // One for each reward of the recipe.
    expect(summary((await packed({ reward_weights: [] })).config).map(([, weight]) => weight)).toEqual([1, 1, 1, 1]);
  });

  test('readable, and with knobs of uses', async () => {
    const { config } = await decodeLink(
      '#reward_funcs=boxIou,format&reward_weights=1,0.2&reward_knobs=partial_credit=1'.replace(
        'partial_credit=1',
        'partial_credit%3D1',
      ),
    );
    expect(summary(config)).toEqual([
      ['boxIou', 1, {}],
      ['format', 0.2, { partial_credit: 1 }],
    ]);
    const uses = await decodeLink('#masked.p=0.5&views=patchDrop:masked&lock=masked.p');
    expect(uses.config.view.views).toEqual([{ block: 'patchDrop', as: 'masked', p: 0.5 }]);
    expect(uses.access.locked).toEqual(['masked.p']);
  });
});

test('a run file: its configuration is read with its own rewards', () => {
  const vector = () => new Float32Array(4);
  const config = {
    version: 1,
    recipe: 'grpo',
    reward: { reward_funcs: ['boxIou', 'mine'], reward_knobs: ['penalty=0.4'] },
    composition: { reward_weights: [1, 0.5] },
    controller: { learning_rate: 2, lora_r: 4 },
  };
  const checkpoint = {
    ...{ version: 1, step: 0, optimizerSteps: 0, history: [], config },
    ...{ theta: vector(), firstMoment: vector(), secondMoment: vector() },
  };
  const run = readRunRecord({ version: 1, savedAt: 0, model: 'm', checkpoint, prompts: [], rewards });
  expect(summary(run.checkpoint.config)[1]).toEqual(['mine', 0.5, { penalty: 0.4 }]);
  expect(run.checkpoint.config.optimizer.learning_rate).toBe(2);
  expect(run.checkpoint.config.adapter.lora_r).toBe(4);
});

test('the recording that ships', async () => {
  const file = join(import.meta.dirname, '..', '..', 'public', 'recorded', 'first-run.rollscope');
  const recording = await readRecording(Uint8Array.from(readFileSync(file)));
  expect(recording.steps.length).toBeGreaterThan(3);
  expect(recording.prompts.length).toBeGreaterThan(0);
});
