// What: rewards as uses: signals by name and shape, columns as signals of later rewards, names, weights, knobs, rollouts that
// a reward does not score, random draws, and the sentences about what is missing.
import { describe, expect, it } from 'vitest';
import type { Signals } from '../../src/blocks/signals.ts';
import { uniform } from '../../src/3-rollouts/philox.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../src/4-rewards/rewardUses.ts';
import type { RewardsToScore } from '../../src/4-rewards/scoreRewards.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';

const TEXTS = ['<answer>dog</answer>', '<answer>Dog</answer>', '<answer>cat</answer>', 'nothing'];

/** A visitor's reward: header lines, further fields of params, and what column[r] is. */
const reward = (name: string, header: string, value: string, fields = '') => `// What: a test.
// Reward: ${name}
// Range: [-100, 100]
${header}
// Uses: common/dispatch, 4-rewards/prelude, common/philox
override WORKGROUP_SIZE: u32 = 64;
struct OwnParams { rollouts: u32, generations: u32, maxTokens: u32, bytesPerRollout: u32, ${fields} }
@group(0) @binding(0) var<uniform> params: OwnParams;
@compute @workgroup_size(WORKGROUP_SIZE)
fn ${name}(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = ${value};
}
`;

async function score(change: Partial<RewardsToScore>) {
  const compute = await testCompute();
  const parsed = await parseTexts(compute, TEXTS);
  try {
    const given = {
      parsed,
      truths: [{ answer: 'dog' }, { answer: 'cat' }],
      generations: 2,
      signals: new Map(),
      uses: [],
    };
    return await scoreRewards(compute, { ...given, ...change });
  } finally {
    parsed.destroy();
  }
}
const values = async (change: Partial<RewardsToScore>) =>
  (await score(change)).columns.map(({ values: own }) => [...own]);

describe('signals', () => {
  const size = new TextEncoder().encode(TEXTS[0]).length;
  const signals: Signals = new Map([
    ['a/logProb', { shape: 'token', values: Float32Array.from({ length: 4 * size }, (_, i) => i) }],
    ['b/logProb', { shape: 'token', values: Float32Array.from({ length: 4 * size }, (_, i) => -i) }],
    ['judge/score', { shape: 'rollout', values: Float32Array.of(1, 2, 3, 4) }],
    ['tag/variant', { shape: 'prompt', values: Float32Array.of(7, 8) }],
    ['gold/gain', { shape: 'unit', unit: 'turn', values: Float32Array.from({ length: 12 }, (_, i) => i / 2) }],
  ]);
  const units = { turn: { of: Int32Array.from({ length: 4 * size }, (_, i) => (i % size) - 1), count: 3 } };

  it('of every shape come under the constants of their names', async () => {
    const value = [
      ...['tokenSignal(SIGNAL_A_LOG_PROB, r, 2u)', 'rolloutSignal(SIGNAL_JUDGE_SCORE, r)'],
      ...['promptSignal(SIGNAL_TAG_VARIANT, r)', 'unitSignal(SIGNAL_GOLD_GAIN, r, 2u)'],
      ...['f32(unitCount(SIGNAL_GOLD_GAIN))', 'tokenSignal(SIGNAL_UNIT_TURN, r, 3u)', 'signalAt(SIGNAL_TOKEN, r, 1u)'],
    ].map((read, k) => `${read} * ${10 ** (k % 3)}.0`);
    const header = '// Needs: gold/gain, a/logProb, judge/score, tag/variant, unit/turn';
    const edited = { own: reward('own', header, value.join(' + ')).replace('[-100, 100]', '[-1e6, 1e6]') };
    const [own] = await values({ uses: [{ name: 'own' }], edited, signals, units });
    const wanted = TEXTS.map((text, r) => {
      const parts = [r * size + 2, r + 1, r < 2 ? 7 : 8, (3 * r + 2) / 2, 3, 2, text.charCodeAt(1)];
      return parts.reduce((sum, part, k) => sum + part * 10 ** (k % 3), 0);
    });
    expect(own).toEqual(wanted);
  });

  it('of another rollout can be read, and a use may rename one', async () => {
    const header = '// Signal: peer = a/logProb\n// Needs: judge/score';
    const value =
      'tokenSignal(SIGNAL_PEER, r, 1u) + 100.0 * rolloutSignal(SIGNAL_JUDGE_SCORE, params.rollouts - 1u - r)';
    const edited = { own: reward('own', header, value) };
    const uses = [{ name: 'own' }, { name: 'own', as: 'other', knobs: { peer: 'b/logProb' } }];
    const [own, other] = await values({ uses, edited, signals });
    expect(own).toEqual([1 + 400, size + 1 + 300, 2 * size + 1 + 200, 3 * size + 1 + 100]);
    expect(other).toEqual([-1 + 400, -size - 1 + 300, -2 * size - 1 + 200, -3 * size - 1 + 100]);
  });

  it.each<[string, string, RegExp]>([
    ['// Needs: c/logProb', '0.0', /'own': it needs the signal 'c\/logProb': add a view or a vector named 'c'/],
    ['// Needs: c/likes', '0.0', /'c\/likes': add the probe named 'c' that produces it/],
    ['// Needs: tag/place', '0.0', /add a data rule that gives its places the tag 'place'/],
    ['// Needs: unit/step', '0.0', /divides answers into units \('step'\)/],
    ['// Needs: ref/logProb', '0.0', /set beta to something other than 0/],
    ['// Needs: reward/x', '0.0', /no reward has the name 'x'; add one before/],
    ['// Needs: reward/own', '0.0', /a reward cannot read itself/],
    ['// Needs: reward/format', '0.0', /'format' comes after it in the list; move 'format' before/],
    ['// Needs: judge/score', 'tokenSignal(SIGNAL_JUDGE_SCORE, r, 0u)', /one number per rollout; use rolloutSignal/],
    ['// Needs: a/logProb', 'rolloutSignal( SIGNAL_A_LOG_PROB, r)', /one number per token; use tokenSignal/],
    ['// What: more', 'tokenSignal(SIGNAL_A_LOG_PROB, r, 0u)', /Line 13: .*SIGNAL_A_LOG_PROB; write `\/\/ Needs/],
    [
      '// Truth: boxes',
      'f32(factCount(r))',
      /Line 13: factCount reads the truth's facts; add it to `\/\/ Truth:` \(line 4\)/,
    ],
    ['// Truth: boxes, moods', '0.0', /Line 4: the truth has no field 'moods'. It has: answer, /],
    ['// Needs: picture', '0.0', /Line 4: .*needs 4-rewards\/picture in the line `\/\/ Uses:`/],
    ['// Needs: a logProb', '0.0', /Line 4: 'a logProb' is not the name of a signal/],
    ['// Signal: Peer = a', '0.0', /Line 4: write a signal that a knob renames/],
  ])('%s with %s is refused', async (header, value, sentence) => {
    const uses = [{ name: 'own' }, { name: 'format' }];
    await expect(score({ uses, edited: { own: reward('own', header, value) }, signals })).rejects.toThrow(sentence);
  });

  it('must have the size of their shape', async () => {
    const wrong = (shape: 'rollout' | 'prompt') => new Map([['x', { shape, values: new Float32Array(3) }]]);
    await expect(score({ signals: wrong('rollout') })).rejects.toThrow(/'x' has 3 numbers, not 4 \(rollouts\)/);
    await expect(score({ signals: wrong('prompt') })).rejects.toThrow(/'x' has 3 numbers, not 2 \(prompts\)/);
  });
});

describe('uses', () => {
  it('columns are signals of the rewards behind them, by the names of the uses', async () => {
    const header = '// Needs: reward/right, reward/answerFolded';
    const value = '10.0 * rolloutSignal(SIGNAL_REWARD_RIGHT, r) + rolloutSignal(SIGNAL_REWARD_ANSWER_FOLDED, r ^ 1u)';
    const uses = [
      { name: 'answerExact', as: 'right', weight: 2 },
      { name: 'answerFolded' },
      { name: 'own', weight: 0 },
    ];
    const { columns, weights, reward: sum } = await score({ uses, edited: { own: reward('own', header, value) } });
    expect(columns.map(({ name }) => name)).toEqual(['right', 'answerFolded', 'own']);
    expect(columns.map(({ values: own }) => [...own])).toEqual([
      [1, 0, 1, 0],
      [1, 1, 1, 0],
      [11, 1, 10, 1],
    ]);
    expect(weights).toEqual([2, 1, 0]);
    expect([...sum]).toEqual([3, 1, 3, 0]);
  });

  it('a reward stands twice with knobs of its own; names and knobs are checked', async () => {
    const uses: RewardUse[] = [
      { name: 'lengthWindow', as: 'short', knobs: { length_min: 0, length_max: 5, length_slope: 5 } },
      { name: 'lengthWindow', as: 'long', knobs: { length_min: 10 } },
    ];
    expect(await values({ uses })).toEqual([
      [0, 0, 0, expect.closeTo(0.6, 5)],
      [1, 1, 1, expect.closeTo(1 - 3 / 16, 5)],
    ]);
    const same = [{ name: 'format' }, { name: 'answerExact', as: 'format' }];
    await expect(score({ uses: same })).rejects.toThrow(/Two rewards go by the name 'format'/);
    const wrong = [{ name: 'lengthWindow', as: 'x', knobs: { lenght_min: 1 } }];
    await expect(score({ uses: wrong })).rejects.toThrow(
      /'x': the reward lengthWindow has no knob 'lenght_min'. It has:/,
    );
    await expect(score({ uses: [{ name: 'format', weight: NaN }] })).rejects.toThrow(/weight NaN must be a finite/);
  });

  it('too many true boxes are said, with the limit, by rewards that have one', async () => {
    const truths = [{}, { boxes: new Array<readonly [number, number, number, number]>(17).fill([0, 0, 1, 1]) }];
    await expect(score({ truths, uses: [{ name: 'boxIou' }] })).rejects.toThrow(
      /'boxIou': prompt 1 has 17 true boxes, and it can take 16; leave some out/,
    );
    expect(await values({ truths, uses: [{ name: 'boxUnionIou' }] })).toEqual([[0, 0, 0, 0]]);
  });

  it('what a reward does not score is left out of the sum; what none scores is flagged', async () => {
    const some = reward('some', '// What: more', 'select(notScorable(), 5.0, r == 1u || r == 2u)');
    const few = reward('few', '// What: more', 'select(notScorable(), -2.0, r < 2u)');
    const table = await score({ uses: [{ name: 'some' }, { name: 'few', weight: 0.5 }], edited: { some, few } });
    expect(table.columns.map(({ values: own }) => [...own])).toEqual([
      [0, 5, 5, 0],
      [-2, -2, 0, 0],
    ]);
    expect(table.columns.map(({ scorable }) => [...scorable!])).toEqual([
      [0, 1, 1, 0],
      [1, 1, 0, 0],
    ]);
    expect([...table.reward]).toEqual([-1, 4, 5, 0]);
    expect([...table.scorable!]).toEqual([1, 1, 1, 0]);
    const plain = await score({ uses: [{ name: 'format' }] });
    expect([plain.scorable, plain.columns[0]!.scorable]).toEqual([undefined, undefined]);
  });

  it('draws are those of the seed and the step, on the stream of rewards', async () => {
    const fields = 'seedLow: u32, seedHigh: u32, step: u32, vocabSize: u32';
    const words = 'philox4x32(vec4u(params.step, r, 0u, STREAM_REWARD), vec2u(params.seedLow, params.seedHigh))';
    const edited = { own: reward('own', '// What: more', `toUniform(${words}.x) + f32(params.vocabSize)`, fields) };
    const seed = 2 ** 40 + 5;
    const [own] = await values({ uses: [{ name: 'own' }], edited, seed, step: 9, vocabSize: 0 });
    const wanted = [0, 1, 2, 3].map((row) => uniform(seed, { step: 9, row, position: 0, stream: 'reward' }));
    expect(own).toEqual(wanted);
    await expect(score({ uses: [{ name: 'own' }], edited, seed, vocabSize: 0 })).rejects.toThrow(/name step, which is/);
  });
});
