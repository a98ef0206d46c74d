// What: the off switch of every recipe: with its special block switched off, three steps on the tiny bundle are, bit for bit, those
// of the same settings without any block of the recipe's own. A new recipe with `off` is tried by itself.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { BLOCK_AXES } from '../../src/blocks/registry.ts';
import { applyRecipe, turnOff } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import type { BlockUse } from '../../src/config/knob.ts';
import { KNOBS, leafOfAxis } from '../../src/config/knobTable.ts';
import { neededSignals } from '../../src/config/missingSignals.ts';
import { RECIPES } from '../../src/config/recipes.ts';
import type { Recipe } from '../../src/config/recipe.ts';
import { getLeaf, setLeaves, withLeaves } from '../../src/config/setLeaf.ts';
import { ownOf, usesOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { NodeSession, policyIn } from './nodeSession.ts';

const SMALL = {
  num_generations: '4',
  generation_batch_size: '8',
  max_completion_length: '6',
  lora_r: '2',
  lora_alpha: '4',
  learning_rate: '0.05',
  entropy_coef: '0.1', // a gradient even where all rewards are equal
  provider: 'wasm',
  num_threads: '1',
};
const small = (config: Config): Config => validateConfig(setLeaves(config, Object.entries(SMALL)));

/** The plain settings and the rewards that count of a configuration, with the lists of blocks that plain GRPO has. */
function withoutBlocks(config: Config): Config {
  const base = defaultConfig();
  const lists = BLOCK_AXES.map((axis) => leafOfAxis(axis).name);
  const leaves = [...KNOBS.keys()].map((name) => [name, getLeaf(lists.includes(name) ? base : config, name)] as const);
  // A reward of weight 0 is only watched, and may look through a block that is gone; unless another one reads its column.
  const rewards = usesOf(config, 'reward');
  const read = new Set(neededSignals(config).map(({ signal }) => signal));
  const counted = rewards.filter(({ weight, as }) => weight !== 0 || read.has(`reward/${as}`));
  return validateConfig(withLeaves(base, { ...Object.fromEntries(leaves), [leafOfAxis('reward').name]: counted }));
}

let open: NodeSession[] = [];
afterEach(async () => {
  for (const session of open) await session.close();
  open = [];
});

async function run(config: Config) {
  const session = await NodeSession.ready(config);
  open.push(session);
  await session.must({ type: 'start', steps: 3 });
  return { metrics: session.metrics(), theta: policyIn(await session.checkpoint()).theta };
}

/** A reward that counts reads a probe of the recipe's: without blocks there is no such run, and its own file tries the switch. */
function readsProbe(recipe: Recipe): boolean {
  const off = turnOff(applyRecipe(defaultConfig(), recipe), recipe);
  const probes = usesOf(off, 'probe').map(({ as }) => as);
  const counted = usesOf(off, 'reward').filter(({ weight }) => weight !== 0);
  const needed = neededSignals(off).filter(({ neededBy }) => counted.some(({ as }) => as === neededBy));
  return needed.some(({ signal }) => probes.includes(signal.split('/')[0]!));
}

const teachesAside = (use: BlockUse) => (ownOf('auxiliaryLoss', use)['vector'] ?? 'policy') !== 'policy';

const recipes = [...RECIPES.values()].filter(({ off }) => off !== undefined);
const [apart, switchable] = [recipes.filter(readsProbe), recipes.filter((recipe) => !readsProbe(recipe))];

test.each(apart.map(({ name }) => name))('%s, whose reward reads its probe, has a switch test of its own', (name) => {
  expect(readdirSync(join(import.meta.dirname, 'offSwitch'))).toContain(`${name}.test.ts`);
});

describe.skipIf(switchable.length === 0)('off is plain', () => {
  test.each(switchable.map((recipe) => [recipe.name, recipe] as const))('%s', async (_name, recipe: Recipe) => {
    const off = small(turnOff(applyRecipe(defaultConfig(), recipe), recipe));
    const [own, plain] = [await run(off), await run(withoutBlocks(off))];
    expect(own.theta).toEqual(plain.theta);
    // The loss of a side model that still learns is part of the number `loss`, and has no gradient for the policy.
    const aside = usesOf(off, 'auxiliaryLoss').some(teachesAside) ? ['loss'] : [];
    for (const [i, step] of plain.metrics.entries())
      for (const [name, value] of Object.entries(step))
        if (!aside.includes(name)) expect(own.metrics[i]![name], name).toBe(value);
    expect(plain.metrics.every((step) => step['grad_norm']! > 0)).toBe(true);
  });
});
