// What: run files: everything comes back bit for bit; damaged, cut off, newer, foreign and hostile ones cost one sentence.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue } from '../../src/9-curves/packValue.ts';
import { restoreSpreads, useAdvantages } from '../../src/store/curves/advantageHistory.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { setLookAtPicture } from '../../src/store/prompts/inspectPicture.ts';
import { BINS, MOST_STEPS, spreadRecord, spreadsOf } from '../../src/store/records/spreads.ts';
import { presentRun, showRun } from '../../src/store/run/presentRun.ts';
import { readRunFile, writeRunFile } from '../../src/store/run/runFile.ts';
import type { RunRecord } from '../../src/store/run/runRecord.ts';
import { useStore } from '../../src/store/store.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { someRun as run, spreads } from './someRun.ts';

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

  test('a file of an older page, which held no advantages of earlier steps, still opens', async () => {
    const older: Record<string, unknown> = { ...run() };
    delete older['advantages'];
    expect(spreadsOf((await open(await packed(older))).advantages)).toEqual([]);
  });

  test('of the first checkpoint version opens: its θ and moments are the vector of the policy', async () => {
    const { policy } = run().checkpoint.vectors;
    const { theta, optimizer } = policy!;
    const { firstMoment, secondMoment, stepCount: optimizerSteps } = optimizer!;
    const { config, step, history } = run().checkpoint;
    const first = { version: 1, config, step, theta, firstMoment, secondMoment, optimizerSteps, history };
    const { checkpoint } = await open(await packed({ ...run(), checkpoint: first }));
    expect(checkpoint).toEqual({ ...run().checkpoint, vectors: { policy }, blocks: {} });
    await expect(
      open(await packed({ ...run(), checkpoint: { ...first, firstMoment: new Float32Array(3) } })),
    ).rejects.toThrow(/cannot be opened/);
  });

  test('the file is packed', async () => {
    const whole = run();
    const { policy } = whole.checkpoint.vectors;
    const optimizer = { ...policy!.optimizer!, secondMoment: new Float32Array(500) };
    const vectors = { policy: { ...policy!, optimizer } };
    const still: RunRecord = { ...whole, checkpoint: { ...whole.checkpoint, vectors } };
    expect((await writeRunFile(still)).size).toBeLessThan(6000);
  });
});

describe('the advantages over time', () => {
  /** Carries out everything, computes nothing. */
  const obedient = (): EnginePort => ({
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
    postMessage(message) {
      const { id } = message as { id: number };
      const data = { version: PROTOCOL_VERSION, type: 'done', id, ok: true } as const;
      queueMicrotask(() => this.onmessage?.({ data }));
    },
  });
  const shown = () => useAdvantages.getState().spreads;

  test('come back into the chart with the run, in place of those of the run that was there', async () => {
    connectEngine(obedient);
    setLookAtPicture(async () => ({ width: 4, height: 4, thumb: new Blob() }) as never);
    const read = await readRunFile(await writeRunFile(run()), 'mine.rollscope');
    useAdvantages.setState({ spreads: spreads(1, 2) });
    expect(await showRun(read, 'kept')).toBe(true);
    expect(shown()).toEqual(spreads(3, 35));
    expect(presentRun(run().checkpoint).advantages).toEqual(run().advantages);
    // The next step of the run stands behind them.
    const point = { step: 36, metrics: {} };
    const groups = [{ promptId: 'a', rollouts: [{ advantage: 0 }] }] as unknown as RunRecord['groups'];
    useStore.setState(({ points }) => ({ points: [...points, point], groups }));
    expect(shown().map(({ step }) => step)).toEqual(spreads(3, 36).map(({ step }) => step));
    expect(shown().at(-1)!.counts[10]).toBe(1);
  });

  test('of an older file: those of its last group', () => {
    useStore.setState({ points: run().checkpoint.history, groups: run().groups });
    restoreSpreads([]);
    expect(shown().map(({ step, counts }) => [step, counts[10]])).toEqual([[35, 1]]);
  });

  test('are bounded, and end with the checkpoint', () => {
    const many = spreads(1, MOST_STEPS + 500);
    const kept = spreadsOf(spreadRecord(many, MOST_STEPS + 400));
    expect(kept).toEqual(many.slice(400, -100));
    expect(kept).toHaveLength(MOST_STEPS);
  });

  test('damaged ones are left out and do not cost the run', async () => {
    const { steps, counts } = run().advantages;
    const tooMany = spreadRecord(spreads(1, MOST_STEPS), MOST_STEPS).steps;
    for (const wrong of [
      { steps, counts: counts.slice(1) },
      { steps: Array.from(steps), counts },
      { steps: steps.toReversed(), counts },
      { steps: steps.with(32, 36), counts },
      { steps: steps.with(0, 0), counts },
      { steps: Uint32Array.of(...tooMany, MOST_STEPS + 1), counts: new Uint16Array((MOST_STEPS + 1) * BINS) },
      'all',
    ]) {
      const read = await open(await packed({ ...run(), advantages: wrong }));
      expect(read.advantages.steps).toHaveLength(0);
      expect(read.checkpoint.step).toBe(35);
    }
  });
});

describe('refused in one sentence', () => {
  const SENTENCE = /^“mine\.rollscope” cannot be opened: .+\. The current run is unchanged\.$/;

  test('foreign, empty, newer, wrong vectors, wrong settings, wrong prompts', async () => {
    await expect(open('hello')).rejects.toThrow(/isn’t a Rollscope file/);
    await expect(open('')).rejects.toThrow(SENTENCE);
    await expect(open(await packed({ ...run(), version: 99 }))).rejects.toThrow(/newer version/);
    const { checkpoint } = run();
    const { policy, ema } = checkpoint.vectors;
    const withPolicy = (own: object) => ({ ...checkpoint, vectors: { ema, policy: { ...policy, ...own } } });
    for (const wrong of [
      { checkpoint: withPolicy({ theta: new Float32Array(3) }) },
      { checkpoint: withPolicy({ theta: policy!.theta.with(7, NaN) }) },
      { checkpoint: withPolicy({ optimizer: { ...policy!.optimizer, stepCount: -1 } }) },
      { checkpoint: { ...checkpoint, vectors: { ema } } },
      { checkpoint: { ...checkpoint, vectors: { policy, ema: { theta: new Float32Array(3), optimizer: null } } } },
      { checkpoint: { ...checkpoint, blocks: 3 } },
      { checkpoint: { ...checkpoint, version: 99 } },
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

  test('any byte changed, cut anywhere: the run or a sentence, never another error', { timeout: 300_000 }, async () => {
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
