// What: edits of uses: names stay apart, the order is kept, what names a use follows it, rewards keep their weights.
import { expect, test } from 'vitest';
import { blockFacts, blockMetric, blockNames, blockPath } from '../../src/config/blockFacts.ts';
import { setLeaf, usesText, withLeaf } from '../../src/config/setLeaf.ts';
import { addUse, freeName, moveUse, removeUse, renameUse } from '../../src/config/useEdits.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const masked = setLeaf(setLeaf(defaultConfig(), 'views', 'patchDrop:masked'), 'masked.p', '0.5');

test('a use that is added has a name of its own, whatever axis has it', () => {
  const twice = addUse(addUse(defaultConfig(), 'view', 'patchDrop'), 'view', 'patchDrop');
  expect(usesText(twice.view.views)).toBe('patchDrop,patchDrop:patchDrop2');
  expect(freeName(twice, 'drawn')).toBe('drawn2');
  expect(validateConfig(twice)).toEqual(twice);
});

test('where there is room for one, it takes the place of the other', () => {
  expect(addUse(defaultConfig(), 'sampler', 'group').sampling.sampler).toEqual([{ block: 'group' }]);
});

test('moved and removed with weights and knobs; at an end it stays', () => {
  const config = defaultConfig();
  const moved = moveUse(config, 'reward', 'format', -1);
  expect(moved.reward.reward_funcs).toEqual([
    { block: 'format', weight: 0.2 },
    { block: 'boxIou' },
    { block: 'answerFolded' },
  ]);
  expect(moveUse(moved, 'reward', 'format', -1)).toEqual(moved);
  expect(moveUse(moved, 'reward', 'nobody', 1)).toEqual(moved);
  expect(removeUse(config, 'reward', 'boxIou').reward.reward_funcs).toEqual([
    { block: 'format', weight: 0.2 },
    { block: 'answerFolded' },
  ]);
});

test('a view takes those with it that name it, and no other', () => {
  const seen = withLeaf(masked, 'probes', [
    { block: 'logProb', as: 'look', view: 'masked' },
    { block: 'logProb', as: 'plain', view: 'drawn' },
  ]);
  const renamed = renameUse(seen, 'view', 'masked', 'dark');
  expect(renamed.view.views).toEqual([{ block: 'patchDrop', as: 'dark', p: 0.5 }]);
  expect(renamed.probe.probes.map((use) => use['view'])).toEqual(['dark', seen.probe.probes[1]!['view']]);
  expect(validateConfig(renamed)).toEqual(renamed);
});

test('facts of a block: its file for blocks, its header for rewards', () => {
  expect(blockNames('view')).toContain('patchDrop');
  expect(blockFacts('view', 'patchDrop')!.doc).not.toBe('');
  expect(blockPath('view', 'patchDrop')).toBe('src/1-image/views/patchDrop.ts');
  const iou = blockFacts('reward', 'boxIou')!;
  expect(iou.formula).toMatch(/^IoU = .*best one-to-one matching\.$/);
  expect(iou.source).toContain('VLM-R1');
  expect(blockFacts('view', 'nobody')).toBeUndefined();
  for (const name of blockNames('reward')) expect(blockFacts('reward', name)!.source, name).not.toBe('');
});

test('a moved setting explains itself; what nobody gives is unknown', () => {
  expect(blockMetric(masked, 'control/learning_rate')!.doc).toMatch(/rate/i);
  expect(blockMetric(masked, 'control/masked.p')!.doc).not.toBe('');
  expect(blockMetric(masked, 'nobody/knows')).toBeUndefined();
});

test('a metric with a star is found by its members, under the name of the use and without a use', () => {
  const config = setLeaf(defaultConfig(), 'controllers', 'lrSchedule,recapWeights:weights');
  const members = ['boxIou', 'expert.text', 'a/b'].map((name) => blockMetric(config, `weights/lambda/${name}`)!);
  for (const { family, doc } of members) expect([family, doc]).toEqual(['weights/lambda/*', members[0]!.doc]);
  expect(members[0]!.doc).toMatch(/Factor of the objective/);
  expect(blockMetric(config, 'weights/c/boxIou')!.doc).toMatch(/Convergence/);
  expect(blockMetric(defaultConfig(), 'gone/i/format')!.family).toBe('gone/i/*');
  expect(blockMetric(config, 'weights/lambda/')).toBeUndefined();
  expect(blockMetric(config, 'weights/lambdas')).toBeUndefined();
});
