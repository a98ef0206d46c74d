import { describe, expect, it } from 'vitest';
import { rewardByName } from '../../src/4-rewards/registry.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { PlainRewardsToScore as RewardsToScore } from '../../src/4-rewards/scoreRewards.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { parseTexts } from './completionFixtures.ts';

const TEXTS = [
  '<think>a dog</think><box>0 0 50 50</box><answer>dog</answer>',
  '<think>a cat</think><box>0 0 50 100</box><answer>cat</answer>',
  '<answer>Dog.</answer>',
  'nothing',
];
const given = async (compute: Parameters<typeof scoreRewards>[0], change: Partial<RewardsToScore> = {}) => ({
  parsed: await parseTexts(compute, TEXTS),
  truths: [{ answer: 'dog', boxes: [[0, 0, 0.5, 0.5] as const] }, { answer: 'dog' }],
  generations: 2,
  signals: {},
  rewardFuncs: ['boxIou', 'format', 'answerFolded'],
  rewardWeights: [1, 0.2, 0.5],
  knobs: {},
  ...change,
});

const MINE = `// What: a visitor's own.
// Reward: mine
// Range: [0, 10]
// Knob: my_gain = 2, 0, 10, factor
// Uses: common/dispatch, 4-rewards/prelude
override WORKGROUP_SIZE: u32 = 64;
struct MineParams { rollouts: u32, generations: u32, maxTokens: u32, bytesPerRollout: u32, my_gain: f32 }
@group(0) @binding(0) var<uniform> params: MineParams;
@compute @workgroup_size(WORKGROUP_SIZE)
fn mine(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = params.my_gain * f32(boxCount(r));
}
`;

describe('scoreRewards', () => {
  it('gives a column a reward and their weighted sum, the same on both computes', async () => {
    for (const compute of [await testCompute(), new ReferenceCompute()]) {
      const { columns, reward, weights } = await scoreRewards(compute, await given(compute));
      expect(columns.map(({ name }) => name)).toEqual(['boxIou', 'format', 'answerFolded']);
      expect(columns.map(({ values }) => [...values])).toEqual([
        [1, 0.5, 0, 0],
        [1, 1, 0, 0],
        [1, 0, 1, 0],
      ]);
      expect(weights).toEqual([1, 0.2, 0.5]);
      [1.7, 0.7, 0.5, 0].forEach((value, r) => expect(reward[r]).toBeCloseTo(value, 6));
    }
  });

  it('runs what the visitor writes or edits, with its knobs', async () => {
    const compute = await testCompute();
    const own = { rewardFuncs: ['mine'], rewardWeights: [], edited: { mine: MINE } };
    const table = await scoreRewards(compute, await given(compute, { ...own, knobs: { my_gain: 3 } }));
    expect([...table.columns[0]!.values]).toEqual([3, 3, 0, 0]);
    expect(table.columns[0]!.range).toEqual([0, 10]);
    const edited = { format: rewardByName('format').wgsl.replace('column[r] =', 'column[r] = 0.25 *') };
    const changed = await scoreRewards(
      compute,
      await given(compute, { rewardFuncs: ['format'], rewardWeights: [1], edited }),
    );
    expect([...changed.reward]).toEqual([0.25, 0.25, 0, 0]);
    const broken = MINE.replace('column[r] =', 'column[r] = nonsense +');
    await expect(scoreRewards(compute, await given(compute, { ...own, edited: { mine: broken } }))).rejects.toThrow(
      /line 13, column 15/,
    );
  });

  it('runs a reward of the whole batch in one workgroup', async () => {
    const compute = await testCompute();
    const text = MINE.replace('// Uses:', '// needsBatch\n// Uses:').replace(
      /let r = [^}]*\}\n.*\n\}/,
      `if (gid.x > 0u) { return; }
  for (var r = 0u; r < params.rollouts; r++) { column[r] = f32(boxCount(params.rollouts - 1u - r)); }
}`,
    );
    const own = { rewardFuncs: ['mine'], rewardWeights: [], edited: { mine: text } };
    expect([...(await scoreRewards(compute, await given(compute, own))).reward]).toEqual([0, 0, 1, 1]);
  });

  it('stops at NaN and infinity with the reward and the rollout', async () => {
    const compute = await testCompute();
    for (const bits of ['0x7fc00000u', '0x7f800000u', '0xff800000u']) {
      const text = MINE.replace(
        'params.my_gain * f32(boxCount(r))',
        `bitcast<f32>(select(0u, ${bits}, r + u32(params.my_gain) == 5u))`,
      );
      const own = { rewardFuncs: ['mine'], rewardWeights: [], edited: { mine: text } };
      await expect(scoreRewards(compute, await given(compute, own))).rejects.toThrow(
        /Reward 'mine': its value for prompt 1, rollout 1 is (NaN|-?Infinity)/,
      );
    }
  });

  it('checks weights, knobs, signals and counts, and frees what it made', async () => {
    const compute = await testCompute();
    const fails = async (change: Partial<RewardsToScore>, message: RegExp) =>
      expect(scoreRewards(compute, await given(compute, change))).rejects.toThrow(message);
    await fails({ rewardWeights: [1] }, /1 reward_weights for 3 reward_funcs/);
    await fails({ rewardFuncs: ['nope'], rewardWeights: [] }, /no reward 'nope'/);
    await fails({ knobs: { iou_treshold: 1 } }, /has a knob 'iou_treshold'/);
    await fails(
      { rewardFuncs: ['boxIouThreshold'], rewardWeights: [], knobs: { iou_threshold: 2 } },
      /not between 0 and 1/,
    );
    await fails({ truths: [{}] }, /4 rollouts for 1 prompts/);
    await fails({ signals: { logProb: new Float32Array(1) } }, /'logProb' has 1 numbers/);
    const ready = await given(compute);
    const before = { ...compute.memory };
    await scoreRewards(compute, ready);
    expect({ ...compute.memory, stagingBytes: 0 }).toEqual({ ...before, stagingBytes: 0 });
  });

  it('adds columns by weight at every size', async () => {
    const random = randomInputs();
    for (const rollouts of [1, 64, 65, 300]) {
      await checkKernel({
        kernel: '4-rewards/weightedSum',
        params: { rollouts, columnCount: 3 },
        inputs: { columns: random.floats(3 * rollouts), weights: Float32Array.of(1, -0.2, 0.5) },
        outputs: { reward: rollouts },
        dispatch: { invocations: rollouts },
      });
    }
  });
});
