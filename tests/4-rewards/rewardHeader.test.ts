import { describe, expect, it } from 'vitest';
import { SPANS } from '../../src/4-rewards/layout.ts';
import { allRewards, rewardByName, rewardNames } from '../../src/4-rewards/registry.ts';
import { parseRewardHeader } from '../../src/4-rewards/rewardHeader.ts';
import { loadReference } from '../../src/gpu/referenceCompute.ts';

const GOOD = `// What: a test.
// Reward: mine
// Range: [-1, 1]
// Knob: my_knob = .5, 0, 1e1, what it does, and why
// Needs: viewLogProb
// Uses: common/dispatch, 4-rewards/prelude
override WORKGROUP_SIZE: u32 = 64;
struct MineParams { rollouts: u32, generations: u32, maxTokens: u32, bytesPerRollout: u32,
  my_knob: f32, // a comment: u32
}
`;

const testFiles = import.meta.glob('./*.test.ts');

describe('rewards', () => {
  it('are found by their files, each with a reference, a test, a formula and a source', async () => {
    expect(rewardNames().length).toBeGreaterThanOrEqual(17);
    for (const reward of allRewards()) {
      expect(await loadReference(`4-rewards/${reward.name}`)).toBeTypeOf('function');
      expect(Object.keys(testFiles)).toContain(`./${reward.name}.test.ts`);
      expect(reward.wgsl).toMatch(/^\/\/ What: .*\n\/\/ Formula: /);
      expect(reward.wgsl).toMatch(/\/\/ .*Source: /);
    }
    expect(rewardByName('boxIouThreshold').knobs[0]).toEqual({
      name: 'iou_threshold',
      default: 0.5,
      min: 0,
      max: 1,
      description: 'a pair counts from this IoU on',
    });
    expect(() => rewardByName('boxIoU')).toThrow(/no reward 'boxIoU'. There are: .*boxIou,/);
  });

  it('share one layout', () => {
    expect([SPANS['completion'], SPANS['grammar']]).toEqual([0, 25]);
  });
});

describe('parseRewardHeader', () => {
  it('reads name, range, knobs, signals', () => {
    const header = parseRewardHeader(GOOD, 'mine');
    expect(header).toMatchObject({ name: 'mine', range: [-1, 1], needs: ['view/logProb'], needsBatch: false });
    expect(header.knobs).toEqual([
      { name: 'my_knob', default: 0.5, min: 0, max: 10, description: 'what it does, and why' },
    ]);
    expect(parseRewardHeader(GOOD.replace('// What', '// needsBatch\n// What'), 'mine').needsBatch).toBe(true);
  });

  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['// Reward: mine\n', '', /needs a line `\/\/ Reward: mine`/],
    ['Reward: mine', 'Reward: yours', /Line 2: the reward is called 'yours'/],
    ['// Range: [-1, 1]\n', '', /needs a line `\/\/ Range/],
    ['[-1, 1]', '[1, -1]', /Line 3: write the range/],
    ['[-1, 1]', '-1 to 1', /Line 3: write the range/],
    ['= .5, 0,', '= .5,', /Line 4: write a knob/],
    ['= .5, 0,', '= .5, 1,', /Line 4: the default 0.5 of 'my_knob' is not between 1 and 10/],
    ['my_knob = .5', 'myKnob = .5', /lower case/],
    ['  my_knob: f32, // a comment: u32\n', '', /Line 8: the params struct needs a field `my_knob: f32`/],
    ['rollouts: u32', 'rows: u32', /needs a field `rollouts: u32`/],
    ['my_knob: f32,', 'my_knob: f32, other: f32,', /the field 'other' has no `\/\/ Knob: other/],
    ['struct MineParams', 'struct Mine', /needs a struct that ends in Params/],
    ['// Needs', '// Knob: my_knob = 1, 0, 2, again\n// Needs', /Line 5: the knob 'my_knob' is declared twice/],
  ];
  it('says what is wrong and where', () => {
    for (const [from, to, message] of cases) {
      expect(() => parseRewardHeader(GOOD.replace(from, to), 'mine')).toThrow(message);
    }
  });
});
