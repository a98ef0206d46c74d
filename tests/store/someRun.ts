// What: a run with something in every part, for tests of run files.
import { CHECKPOINT_VERSION } from '../../src/training/checkpoint.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { BINS, spreadRecord } from '../../src/store/records/spreads.ts';
import { RUN_VERSION } from '../../src/store/run/runRecord.ts';
import type { RunRecord } from '../../src/store/run/runRecord.ts';

const vector = (n: number, scale: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i) * scale);
export const spreads = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => ({
    step: first + i,
    counts: Uint16Array.from({ length: BINS }, (_, bin) => (bin * 7 + first + i) % 9),
  }));
export const someRun = (): RunRecord => ({
  version: RUN_VERSION,
  savedAt: 1_700_000_000_000,
  model: 'shapes',
  checkpoint: {
    version: CHECKPOINT_VERSION,
    config: defaultConfig(),
    step: 35,
    vectors: {
      policy: {
        theta: vector(500, 0.01),
        optimizer: { firstMoment: vector(500, 1e-12), secondMoment: vector(500, 1e-30), stepCount: 35 },
      },
      ema: { theta: vector(500, 0.02), optimizer: null },
    },
    blocks: { recap: { losses: [1, 2], seen: Float32Array.of(3) } },
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
  advantages: spreadRecord(spreads(3, 35), 35),
  compared: [
    {
      ...{ name: 'the other', wanted: true, hidden: true, colour: 2, config: defaultConfig() },
      points: [{ step: 1, metrics: { reward: NaN } }],
    },
  ],
});
