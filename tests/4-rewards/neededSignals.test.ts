// What: `// Needs:` of a reward: what every rollout has is never refused, what a probe makes is refused without it, and a name
// that is no signal is told apart from both.
import { describe, expect, it } from 'vitest';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';

/** Column = sum over the tokens of the signal with this index. */
const summing = (needs: string, signal: string) => `// What: the sum of one signal over the tokens.
// Reward: summed
// Range: [-1000, 1000]
// Needs: ${needs}
// Uses: common/dispatch, 4-rewards/prelude
override WORKGROUP_SIZE: u32 = 64;
struct SummedParams { rollouts: u32, generations: u32, maxTokens: u32, bytesPerRollout: u32 }
@group(0) @binding(0) var<uniform> params: SummedParams;
@compute @workgroup_size(WORKGROUP_SIZE)
fn summed(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var total = 0.0;
  for (var t = 0u; t < params.maxTokens; t++) { total += signalAt(${signal}, r, t); }
  column[r] = total;
}
`;
const TEXTS = ['ab', '<answer>'];
const T = 8;

async function summed(needs: string, signal: string, signals: Readonly<Record<string, Float32Array>> = {}) {
  const compute = await testCompute();
  const parsed = await parseTexts(compute, TEXTS);
  try {
    const table = await scoreRewards(compute, {
      ...{ parsed, truths: [{}], generations: 2, signals, rewardFuncs: ['summed'], rewardWeights: [], knobs: {} },
      edited: { summed: summing(needs, signal) },
    });
    return [...table.columns[0]!.values];
  } finally {
    parsed.destroy();
  }
}

describe('a reward that needs', () => {
  it.each([
    ['mask', 'SIGNAL_MASK', [2, 8]],
    ['token', 'SIGNAL_TOKEN', [97 + 98, [...'<answer>'].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)]],
    ['mask, token, tokenSpans', 'SIGNAL_MASK', [2, 8]],
  ])('%s gets it without any probe', async (needs, signal, expected) =>
    expect(await summed(needs, signal)).toEqual(expected),
  );

  it('the sampler’s own log-probs and entropies gets them', async () => {
    const logProb = Float32Array.from({ length: 2 * T }, (_, i) => (i < 2 || i >= T ? -1 : 0));
    const given = { logProb, entropy: logProb.map((value) => -2 * value) };
    expect(await summed('logProb, entropy', 'SIGNAL_LOG_PROB', given)).toEqual([-2, -8]);
    expect(await summed('entropy', 'SIGNAL_ENTROPY', given)).toEqual([4, 16]);
  });

  it('what a view or a vector makes is refused without it, and runs with it', async () => {
    for (const [needs, missing, remedy] of [
      ['view/logProb', 'view/logProb', "add a view or a vector named 'view'"],
      ['mask, ref/logProb', 'ref/logProb', 'set beta to something other than 0'],
    ]) {
      const sentence = new RegExp(`'summed': it needs the signal '${missing}'.*${remedy}`);
      await expect(summed(needs!, 'SIGNAL_MASK')).rejects.toThrow(sentence);
    }
    const behind = { 'view/logProb': new Float32Array(2 * T).fill(-0.5) };
    expect(await summed('view/logProb', 'SIGNAL_VIEW_LOG_PROB', behind)).toEqual([-4, -4]);
  });

  it('a signal that nobody has is told who would make it', async () => {
    await expect(summed('veiw', 'SIGNAL_MASK')).rejects.toThrow(/needs the signal 'veiw': add the probe/);
  });
});
