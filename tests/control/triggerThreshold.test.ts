// What: the threshold's moving average against its closed form, and that the probe has it.
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { getLeaf, setLeaf, setLeaves, withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { block } from '../../src/control/triggerThreshold.ts';

const leaves = { get: getLeaf, set: withLeaf };
const config = setLeaf(defaultConfig(), 'probes', 'triggers');
const own = { ...defaultsOf(block, 'threshold'), decay: 0.75 };
const move = (state: number | null, median?: number) => {
  const last = median === undefined ? null : { 'triggers/percentile': median };
  return block.move(config, { seed: 0, step: 0, state, last, ...leaves }, own);
};

describe('triggerThreshold', () => {
  it('leaves the first step alone, starts with its median, and averages those that follow', () => {
    expect(move(block.start())).toEqual({ config, state: null });
    const medians = [2, 1, 1.5, 3];
    let { state } = move(block.start());
    let moved = config;
    for (const median of medians) ({ state, config: moved } = move(state, median));
    // 0.75³·2 + 0.25·(0.75²·1 + 0.75·1.5 + 3)
    const expected = 0.421875 * 2 + 0.25 * (0.5625 + 1.125 + 3);
    expect(state).toBeCloseTo(expected, 12);
    expect(getLeaf(moved, 'triggers.threshold')).toBe(state);
    expect({ ...moved, probe: config.probe }).toEqual(config);
  });

  it('keeps what it has where the probe gave nothing', () => {
    const { state, config: moved } = block.move(config, { seed: 0, step: 3, state: 1.25, last: {}, ...leaves }, own);
    expect([state, getLeaf(moved, 'triggers.threshold')]).toEqual([1.25, 1.25]);
  });

  it('is refused without the probe', () => {
    const alone = setLeaf(defaultConfig(), 'controllers', 'lrSchedule,triggerThreshold');
    expect(() => validateConfig(alone)).toThrow(/triggerThreshold moves triggers\.threshold, which is not there/);
    expect(() => validateConfig(setLeaves(alone, [['probes', 'triggers']]))).not.toThrow();
  });
});
