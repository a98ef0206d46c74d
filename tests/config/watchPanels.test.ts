// What: what a recipe says that the page shows first: an unknown panel, an unknown or missing option are one sentence when the recipe is
// read; what the page makes of it; and everything that the recipes of the page name is there.
import { describe, expect, test } from 'vitest';
import { metricDefinition } from '../../src/9-curves/metrics.ts';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { blockMetric } from '../../src/config/blockFacts.ts';
import type { Config } from '../../src/config/config.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import { RECIPES } from '../../src/config/recipes.ts';
import { usesOf } from '../../src/config/uses.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { watchedOf } from '../../src/config/watched.ts';
import { takenBy, WATCH_PANELS } from '../../src/config/watchPanels.ts';
import type { WatchKind } from '../../src/config/watchPanels.ts';
import { probesOf } from '../../src/training/step/sampleRollouts.ts';

const recipe = (watch: unknown) => () => checkRecipe({ name: 'mine', description: 'mine', watch });

describe('one sentence for what is wrong', () => {
  test.each([
    [
      'an unknown panel',
      { panel: 'vot' },
      /^The recipe's watch\.panel is 'vot', and there is no such panel; did you mean 'vote'\?$/,
    ],
    ['an inherited name', { panel: 'constructor' }, /'constructor', and there is no such panel/],
    [
      'an unknown option',
      { panel: 'vote', with: { votes: 'vote' } },
      /^.*names 'votes', which the panel vote does not take; it takes vote, metrics\.$/,
    ],
    ['a missing option', { panel: 'vote' }, /watch\.with\.vote is absent; the panel vote needs a name there\.$/],
    ['an empty name', { panel: 'vote', with: { vote: '' } }, /watch\.with\.vote is ""/],
    ['a list for a name', { panel: 'vote', with: { vote: ['vote'] } }, /watch\.with\.vote is \["vote"\]/],
    [
      'a name for a list',
      { panel: 'weights', with: { bars: 'a' } },
      /watch\.with\.bars is "a"; .* needs a list of names/,
    ],
    ['an empty list', { panel: 'weights', with: { bars: [] } }, /watch\.with\.bars is \[\]/],
    ['options that are none', { panel: 'vote', with: 'vote' }, /watch\.with must be an object of names, not "vote"/],
    ['options without a panel', { metric: 'reward', with: { vote: 'vote' } }, /names no panel; add watch\.panel/],
    ['a panel that is no name', { panel: 3 }, /watch is \{"panel":3\}/],
  ])('%s', (_name, watch, sentence) => {
    expect(recipe(watch)).toThrow(sentence);
  });

  test('what fits is taken as it is', () => {
    const watch = { metric: 'reward', panel: 'vote', with: { vote: 'mine', metrics: ['reward', 'entropy'] } };
    expect(recipe(watch)().watch).toEqual(watch);
    expect(recipe({ panel: 'curve' })().watch).toEqual({ panel: 'curve' });
    expect(recipe({ panel: 'curve', with: {} })().watch).toEqual({ panel: 'curve', with: {} });
  });
});

test('every panel says in one sentence what will appear', () => {
  expect(WATCH_PANELS.size).toBeGreaterThan(9);
  for (const [name, { shows }] of WATCH_PANELS) {
    expect(shows.match(/[.!?](?=\s|$)/g), name).toHaveLength(1);
    expect(shows.length, name).toBeLessThan(130);
  }
});

describe('what the page shows first', () => {
  test('the panel of the recipe with its curves, the curve of its metric without one, nothing of plain GRPO', () => {
    expect(watchedOf('scope_ttrl')).toMatchObject({
      panel: 'vote',
      options: { vote: 'vote' },
      metrics: ['vote/agrees/mean', 'rewards/answerFolded/mean'],
    });
    expect(watchedOf('papo')).toMatchObject({ panel: 'twoViews', options: {}, metrics: ['perception/divergence'] });
    expect(watchedOf('dapo')).toMatchObject({ panel: 'curve', metrics: ['entropy'] });
    expect(watchedOf('sophiavl_r1')).toMatchObject({ panel: 'fade', metrics: [] });
    expect(watchedOf('grpo')).toBeNull();
    expect(watchedOf('no such recipe')).toBeNull();
  });
});

const withPanel = [...RECIPES.values()].filter(({ watch }) => watch?.panel !== undefined);

/** What the settings of the recipe have of each kind. */
function isThere(config: Config, kind: WatchKind, name: string): boolean {
  const names = (axis: Parameters<typeof usesOf>[1]) => usesOf(config, axis).map(({ as }) => as);
  switch (kind) {
    case 'metric': {
      const reward = /^rewards\/(.*)\/(mean|std)$/.exec(name)?.[1];
      if (reward !== undefined) return names('reward').includes(reward);
      return metricDefinition(name).doc !== '' || blockMetric(config, name) !== undefined;
    }
    case 'signal': {
      const probes = probesOf(config, {}).uses.flatMap(({ block, own }) => block.gives(own));
      const composed = names('composition').map((as) => `${as}/`);
      return ['weight', ...probes].includes(name) || composed.some((as) => name.startsWith(as));
    }
    case 'reward':
      return names('reward').includes(name);
    case 'probe':
      return names('probe').includes(name);
    case 'leaf':
      return leavesOf(config).has(name);
    case 'word':
      return true;
    case 'unit':
      return ['turn', 'step', 'sentence', 'item', 'node'].includes(name);
  }
}

describe.each(withPanel.map((own) => [own.name, own] as const))('%s', (_name, own) => {
  test('everything that its panel reads is in its settings', () => {
    const config = applyRecipe(defaultConfig(), own);
    const { panel, with: options = {} } = own.watch!;
    const taken = takenBy(WATCH_PANELS.get(panel!)!);
    const named = Object.entries(options).flatMap(([option, value]) =>
      [value].flat().map((name) => [taken[option]!.kind, name] as const),
    );
    for (const [kind, name] of named) expect(isThere(config, kind, name), `${kind} ${name}`).toBe(true);
  });
});
