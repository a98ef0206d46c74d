// What: uses of blocks as leaves: texts, names, knobs, what differs, what is refused in one sentence.
import { describe, expect, test } from 'vitest';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Config } from '../../src/config/config.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { missingSignals } from '../../src/config/missingSignals.ts';
import { backToRecipe, changedFromRecipe } from '../../src/config/recipeValue.ts';
import { headerKnobs, setOwnRewards, withOwnRewards } from '../../src/config/rewardUses.ts';
import { diffConfigs, getLeaf, leafText, setLeaf, setLeaves, withLeaf } from '../../src/config/setLeaf.ts';
import { blocksOf, rewardUsesOf, usesOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { addBlock } from '../blockOnTrial.ts';

const base = defaultConfig();
const set = (texts: Record<string, string>): Config => validateConfig(setLeaves(base, Object.entries(texts)));

describe('texts', () => {
  test('a list by name, a list as JSON, a knob by the name of its use, in any order', () => {
    const config = set({ 'masked.p': '0.5', views: 'patchDrop:masked,noise', 'noise.sigma': '0.1' });
    expect(usesOf(config, 'view')).toEqual([
      { block: 'patchDrop', as: 'masked', p: 0.5 },
      { block: 'noise', as: 'noise', sigma: 0.1 },
    ]);
    expect(set({ views: '[{"block": "patchDrop", "as": "masked", "p": 0.5}, "noise"]', 'noise.sigma': '0.1' })).toEqual(
      config,
    );
    expect(leafText(config, 'views')).toBe('patchDrop:masked,noise');
    expect(leafText(config, 'masked.p')).toBe('0.5');
    expect(getLeaf(config, 'masked.patch')).toBe(14);
  });

  test('the shortest form is kept: a default, a name that is the block’s own, is not written', () => {
    const config = withLeaf(base, 'views', [{ block: 'noise', as: 'noise', sigma: 0.4 }]);
    expect(config.view.views).toEqual([{ block: 'noise' }]);
    expect(setLeaf(setLeaf(config, 'noise.sigma', '1'), 'noise.sigma', '0.4')).toEqual(config);
  });

  test('a list by name keeps the knobs of what stays', () => {
    const before = set({ views: 'patchDrop:masked', 'masked.p': '0.5' });
    const after = setLeaf(before, 'views', 'noise,patchDrop:masked');
    expect(after.view.views).toEqual([{ block: 'noise' }, { block: 'patchDrop', as: 'masked', p: 0.5 }]);
  });
});

describe('rewards', () => {
  test('the defaults are those of TRL’s weights 1, 0.2, 1', () => {
    expect(rewardUsesOf(base)).toEqual([
      { block: 'boxIou', as: 'boxIou', weight: 1, knobs: {} },
      { block: 'format', as: 'format', weight: 0.2, knobs: {} },
      { block: 'answerFolded', as: 'answerFolded', weight: 1, knobs: {} },
    ]);
  });

  test('a reward stands twice, with knobs of its own each time', () => {
    const config = set({
      reward_funcs: 'lengthWindow:short,lengthWindow:long',
      'short.length_max': '20',
      'long.length_min': '12',
      'long.weight': '0.5',
    });
    expect(rewardUsesOf(config)).toEqual([
      { block: 'lengthWindow', as: 'short', weight: 1, knobs: { length_max: 20 } },
      { block: 'lengthWindow', as: 'long', weight: 0.5, knobs: { length_min: 12 } },
    ]);
  });

  test('an own reward: any number before it is here, the knobs of its header afterwards', () => {
    const text = '// Reward: mine\n// Knob: penalty = 0.2, 0, 1, taken off\n';
    expect(headerKnobs(text)).toEqual([{ name: 'penalty', value: 0.2, min: 0, max: 1, doc: 'taken off' }]);
    const config = set({ reward_funcs: 'mine', 'mine.other': '3' });
    expect(rewardUsesOf(config)[0]!.knobs).toEqual({ other: 3 });
    const names = (of: Config) => [...leavesOf(of).keys()].filter((name) => name.startsWith('mine.'));
    expect(names(config)).toEqual(['mine.weight', 'mine.other']);
    withOwnRewards({ mine: text }, () => {
      expect(names(config)).toEqual(['mine.weight', 'mine.penalty', 'mine.other']);
      expect(() => setLeaf(config, 'mine.penalty', '2')).toThrow(/mine\.penalty is 2; .* from 0 to 1/);
    });
    expect(names(config)).toEqual(['mine.weight', 'mine.other']);
    setOwnRewards({});
  });
});

test('what differs: lists by block and name, knobs by value; a use at its defaults differs in the list alone', () => {
  const one = set({ views: 'patchDrop:masked' });
  expect(diffConfigs(base, one).map(({ name }) => name)).toEqual(['views']);
  const two = setLeaf(one, 'masked.p', '0.5');
  expect(diffConfigs(base, two)).toEqual([
    { axis: 'view', name: 'views', a: [], b: two.view.views },
    { axis: 'view', name: 'masked.p', a: 0.6, b: 0.5 },
  ]);
  expect(changedFromRecipe(two)).toEqual(['views', 'masked.p']);
  expect(backToRecipe(two, ['masked.p'])).toEqual(one);
  expect(backToRecipe(two, ['views', 'masked.p'])).toEqual(base);
  expect(changedFromRecipe(setLeaf(base, 'format.weight', '1'))).toEqual(['format.weight']);
});

test('blocksOf gives the block with all of its knobs', () => {
  const [use] = blocksOf(set({ views: 'patchDrop:masked', 'masked.p': '0.5' }), 'view');
  expect(use!.block.name).toBe('patchDrop');
  expect(use!.own).toEqual({ as: 'masked', p: 0.5, patch: 14 });
  expect(blocksOf(base, 'sampler')[0]!.own).toEqual({ as: 'group' });
});

describe('refused in one sentence', () => {
  test.each([
    ['an unknown block', { views: 'pachDrop' }, /views names 'pachDrop'.*'patchDrop'/],
    ['an unknown knob', { 'boxIou.wieght': '2' }, /'boxIou\.wieght'.*'boxIou\.weight'/],
    ['an unknown use', { 'maskd.p': '1', views: 'patchDrop:masked' }, /'maskd\.p'.*'masked\.p'/],
    ['a knob in JSON', { views: '[{"block": "noise", "sigm": 1}]' }, /'noise' \(views\) has no knob 'sigm'.*'sigma'/],
    ['out of range', { 'boxIou.weight': '200' }, /boxIou\.weight is 200; .* from -100 to 100/],
    ['no name', { views: '[{"as": "x"}]' }, /views has .*name of its block/],
    ['a name with signs', { views: 'noise:a.b' }, /views has the name "a\.b"; write letters/],
    ['twice on an axis', { reward_funcs: 'boxIou,boxIou' }, /'boxIou' twice.*boxIou:boxIou2/],
    ['twice over axes', { views: 'noise:format' }, /'format' names a use in views and one in reward_funcs/],
    ['a name that is taken', { views: 'noise:clean' }, /'clean'.*reserved name/],
    ['none of at least one', { sampler: '' }, /sampler is empty.*group/],
    ['two of one', { sampler: 'group,group:other' }, /sampler names 2 blocks; it takes 1/],
    [
      'a view that is not there',
      { probes: 'logProb:seen', 'seen.view': 'maskd', views: 'noise:masked' },
      /seen\.view is 'maskd'.*'masked'/,
    ],
    ['a vector that is not there', { probes: 'logProb:seen', 'seen.vector': 'ema' }, /seen\.vector is 'ema'/],
    [
      'a signal that nobody makes',
      { reward_funcs: 'viewDivergence' },
      /viewDivergence needs the signal view\/logProb.*views=/,
    ],
  ])('%s', (_name, texts, sentence) => {
    expect(() => set(texts)).toThrow(sentence);
    const thrown = (() => {
      try {
        return set(texts);
      } catch (error) {
        return error as Error;
      }
    })() as Error;
    expect(thrown.name).toBe('ConfigError');
    expect(thrown.message).not.toContain('\n');
    expect(thrown.message).toMatch(/[.?]$/);
  });

  test('a probe may have the name of the view that it looks at, another use may not', () => {
    expect(() => set({ views: 'patchDrop:masked', probes: 'logProb:masked', 'masked.view': 'masked' })).not.toThrow();
    expect(() => set({ views: 'patchDrop:masked', probes: 'logProb:masked' })).toThrow(/'masked' names a use in views/);
  });
});

describe('signals', () => {
  const needing = (signal: string) => ({ mine: `// Reward: mine\n// Needs: ${signal}\n` });
  const missing = (signal: string, texts: Record<string, string> = {}) =>
    withOwnRewards(needing(signal), () =>
      missingSignals(setLeaves(base, Object.entries({ reward_funcs: 'boxIou,mine', ...texts }))).map(
        (one) => one.signal,
      ),
    );

  test.each([
    'logProb',
    'entropy',
    'mask',
    'token',
    'tokenSpans',
    'ref/logProb',
    'refLogProb',
    'reward/boxIou',
    'tag/variant',
  ])('%s is there', (signal) => expect(missing(signal)).toEqual([]));
  test('those of a view or a vector come with it', () => {
    expect(missing('masked/logProb')).toEqual(['masked/logProb']);
    expect(missing('masked/logProb', { views: 'patchDrop:masked' })).toEqual([]);
    expect(missing('masked/entropy', { views: 'patchDrop:masked' })).toEqual([]);
    expect(missing('nobody/score')).toEqual(['nobody/score']);
    expect(missing('gold/gain'), 'its probe comes with it').toEqual([]);
    expect(missing('reward/format')).toEqual(['reward/format']);
    expect(missing('reward/boxIou', { reward_funcs: 'mine,boxIou' }), 'stands behind').toEqual(['reward/boxIou']);
    expect(missing('reward/mine'), 'its own').toEqual(['reward/mine']);
    expect(missing('picture'), 'no signal').toEqual([]);
    expect(missing('unit/turn'), 'seen when it samples').toEqual([]);
    expect(missing('twice/logProb', { probes: 'logProb:twice' })).toEqual([]);
  });
});

test('a signal that a use renames is a text knob, and it must be there', () => {
  const text = '// Reward: mine\n// Signal: peer = entropy\n';
  withOwnRewards({ mine: text }, () => {
    const config = set({ reward_funcs: 'mine' });
    expect(getLeaf(config, 'mine.peer')).toBe('entropy');
    const named = setLeaves(config, [['mine.peer', 'ema/logProb']]);
    expect(rewardUsesOf(named)[0]!.knobs).toEqual({ peer: 'ema/logProb' });
    expect(() => validateConfig(named)).toThrow(/mine needs the signal ema\/logProb/);
  });
});

test('an axis without any block takes none', () => {
  const blocks = blocksIn('vector') as Map<string, unknown>;
  const before = [...blocks];
  blocks.clear();
  try {
    expect(() => set({ vectors: 'ema' })).toThrow(
      "vectors names 'ema', which is not a block of that axis; there is none yet, so leave the list empty.",
    );
    expect(() => set({ vectors: '' })).not.toThrow();
  } finally {
    before.forEach(([name, block]) => blocks.set(name, block));
  }
  expect(() => set({ vectors: 'ema' })).not.toThrow();
  expect(() => set({ vectors: 'emma' })).toThrow(/not a block of that axis; did you mean 'ema'\?/);
});

describe('combinations that cannot work', () => {
  const compose = (names: string) => () => set({ compose: names });

  test('compositions stand in the order of their places, and one alone takes the reward apart', () => {
    addBlock('composition', { name: 'close', place: 'gate' });
    addBlock('composition', { name: 'compare', place: 'peers' });
    addBlock('composition', { name: 'anywhere' });
    expect(compose('close,compare,perReward')).not.toThrow();
    expect(compose('perReward,anywhere')).not.toThrow();
    expect(compose('perReward,close')).toThrow(
      'compose: put close before perReward; what closes a reward must do so before rewards are compared or taken apart.',
    );
    expect(compose('compare,close:shut')).toThrow('compose: put shut before compare;');
    expect(compose('anywhere,perReward,compare')).toThrow(/put compare before perReward; .* raw rewards/);
    expect(compose('turnGains,perReward:each')).toThrow(
      'compose: turnGains and each both take the weighted reward apart; leave one of them out.',
    );
  });

  test('a block and a setting', () => {
    const twice = { compose: 'perReward', multi_objective_aggregation: 'normalize_then_sum' };
    expect(() => set(twice)).toThrow(/^perReward normalises every reward itself: set multi_objective_aggregation/);
    expect(() => set({ ...twice, compose: 'turnGains' })).toThrow(
      /^turnGains makes one reward per turn: set multi_obj/,
    );
    expect(() => set({ compose: 'turnGains', max_tool_calling_iterations: '0' })).toThrow(
      'turnGains pays for turns, and max_tool_calling_iterations = 0 leaves only one; set it to 1 or more.',
    );
    expect(() => set({ compose: 'turnGains', actions: '' })).toThrow(/add zoom to actions/);
    expect(() => set({ compose: 'turnGains', max_tool_calling_iterations: '1' })).not.toThrow();
  });

  test('tokens and answers are ranked by one signal', () => {
    const ranked = (signal: string) => () =>
      set({
        ...{ views: 'patchDrop:masked', token_weights: 'topShare', 'topShare.signal': 'masked/divergence' },
        ...{ shapers: 'trajectoryScale', 'trajectoryScale.signal': signal },
      });
    expect(ranked('masked/divergence')).not.toThrow();
    expect(ranked('entropy')).toThrow(
      'topShare ranks tokens by masked/divergence and trajectoryScale answers by entropy; give both the same signal.',
    );
  });
});
