// What: run files: everything comes back bit for bit; damaged, cut off, newer, foreign and hostile ones cost one sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue } from '../../src/9-curves/packValue.ts';
import { readRunFile, writeRunFile } from '../../src/store/run/runFile.ts';
import { RUN_VERSION } from '../../src/store/run/runRecord.ts';
import type { RunRecord } from '../../src/store/run/runRecord.ts';

const vector = (n: number, scale: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i) * scale);
const run = (): RunRecord => ({
  version: RUN_VERSION,
  savedAt: 1_700_000_000_000,
  model: 'shapes',
  checkpoint: {
    version: 1,
    config: defaultConfig(),
    step: 35,
    theta: vector(500, 0.01),
    firstMoment: vector(500, 1e-12),
    secondMoment: vector(500, 1e-30),
    optimizerSteps: 35,
    history: [{ step: 35, metrics: { reward: 0.5, 'rewards/boxIou/mean': NaN } }],
  },
  prompts: [
    {
      id: 'a',
      name: 'a.png',
      images: [{ name: 'a.png', type: 'image/png', bytes: Uint8Array.of(1, 2, 3) }],
      question: 'where?',
      answer: 'there',
      facts: [],
      boxes: [[0.1, 0.2, 0.3, 0.4]],
      labels: [''],
      split: 'train',
      further: {},
    },
  ],
  selectedPrompt: 'a',
  rewards: [{ name: 'mine', wgsl: '// Reward: mine' }],
  groups: [
    {
      promptId: 'a',
      rollouts: [
        {
          text: 'x',
          tokens: [{ text: 'x', logProb: -1, entropy: 0.5 }],
          boxes: [[0, 0, 1, 1]],
          answer: null,
          rewards: { boxIou: 1 },
          reward: 1,
          advantage: 0,
          truncated: false,
        },
      ],
    },
  ],
  evaluations: {},
  compared: [
    {
      ...{ name: 'the other', wanted: true, hidden: true, colour: 2, config: defaultConfig() },
      points: [{ step: 1, metrics: { reward: NaN } }],
    },
  ],
});

const open = (bytes: BlobPart) => readRunFile(new Blob([bytes]), 'mine.rollscope');
const packed = async (value: unknown) => gzip(packValue('run', value));

describe('round trip', () => {
  test('config, pictures, θ, optimiser, history with NaN, groups, rewards', async () => {
    const file = await writeRunFile(run());
    expect(await readRunFile(file, 'mine.rollscope')).toEqual(run());
  });

  test('a file of an older page, which held no compared runs, still opens', async () => {
    const older: Record<string, unknown> = { ...run() };
    delete older['compared'];
    expect(await open(await packed(older))).toEqual({ ...run(), compared: [] });
  });

  test('the file is packed', async () => {
    const still: RunRecord = { ...run(), checkpoint: { ...run().checkpoint, secondMoment: new Float32Array(500) } };
    expect((await writeRunFile(still)).size).toBeLessThan(6000);
  });
});

describe('refused in one sentence', () => {
  const SENTENCE = /^“mine\.rollscope” cannot be opened: .+\. The run on the page is untouched\.$/;

  test('foreign, empty, newer, wrong vectors, wrong settings, wrong prompts', async () => {
    await expect(open('hello')).rejects.toThrow(/no file of Rollscope/);
    await expect(open('')).rejects.toThrow(SENTENCE);
    await expect(open(await packed({ ...run(), version: 99 }))).rejects.toThrow(/newer page/);
    const { checkpoint } = run();
    for (const wrong of [
      { checkpoint: { ...checkpoint, theta: new Float32Array(3) } },
      { checkpoint: { ...checkpoint, theta: checkpoint.theta.with(7, NaN) } },
      { checkpoint: { ...checkpoint, step: -1 } },
      { checkpoint: { ...checkpoint, config: { ...defaultConfig(), nonsense: {} } } },
      { checkpoint: { ...checkpoint, history: [{ step: 1, metrics: { reward: '1' } }] } },
      { prompts: [{}] },
      { rewards: 'all' },
    ])
      await expect(open(await packed({ ...run(), ...wrong })), JSON.stringify(wrong).slice(0, 60)).rejects.toThrow(
        SENTENCE,
      );
  });

  test('damaged pictures of the run do not cost the run', async () => {
    const odd = { ...run(), groups: [{ promptId: 3 }], evaluations: { before: { step: 'x' } } };
    const read = await open(await packed(odd));
    expect(read.groups).toEqual([]);
    expect(read.evaluations).toEqual({});
  });

  test('damaged compared runs are left out, and the sound ones stay', async () => {
    const [sound] = run().compared;
    const odd = [
      { ...sound, config: { nonsense: {} } },
      { ...sound, points: [{}] },
      { ...sound, points: [] },
      7,
      sound,
    ];
    expect((await open(await packed({ ...run(), compared: odd }))).compared).toEqual([sound]);
    expect((await open(await packed({ ...run(), compared: 'all' }))).compared).toEqual([]);
  });

  test('any byte changed, cut anywhere: the run or a sentence, never another error', { timeout: 60_000 }, async () => {
    const whole = new Uint8Array(await (await writeRunFile(run())).arrayBuffer());
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const bytes = cut ? whole.slice(0, at) : whole.with(at, whole[at]! ^ flip);
          await open(bytes as Uint8Array<ArrayBuffer>).catch((error: Error) => expect(error.message).toMatch(SENTENCE));
        },
      ),
      { numRuns: 300 },
    );
  });
});
