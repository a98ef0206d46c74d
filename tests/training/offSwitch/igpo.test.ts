// What: IGPO on the tiny bundle: without its special blocks a run is plain GRPO with the same scalars, to the last bit; with
// them, in a vocabulary that zooms, it is another one, finite, its gains move, and every turn carries its numbers to the page.
import { afterAll, describe, expect, test } from 'vitest';
import { zoomFiles } from '../../../bench/frozen/zoomBundle.ts';
import { applyRecipe, turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { RECIPES } from '../../../src/config/recipes.ts';
import { diffConfigs, setLeaf, withLeaf } from '../../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../../src/config/validateConfig.ts';
import type { RolloutView } from '../../../src/training/protocol.ts';
import { bundleFiles, NodeSession, policyIn, TINY, tinyConfig } from '../nodeSession.ts';

const recipe = RECIPES.get('igpo')!;
const STEPS = 3;
const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

const CHANGES = { entropy_coef: '0.1', max_completion_length: '16', learning_rate: '1' };

/** As `start`, but small; its rewards stay. */
function small(start: Config): Config {
  const sizes = diffConfigs(tinyConfig(), defaultConfig()).filter(({ name }) => name !== 'reward_funcs');
  const tiny = sizes.reduce((config, { name, a }) => (name.includes('.') ? config : withLeaf(config, name, a)), start);
  return validateConfig(Object.entries(CHANGES).reduce((config, [name, text]) => setLeaf(config, name, text), tiny));
}
const withRecipe = () => small(applyRecipe(defaultConfig(), recipe));

async function zoomBundle(): Promise<Record<string, Blob>> {
  const files = bundleFiles(TINY);
  const changed = zoomFiles(await files['tokenizer.json']!.text(), await files['files.json']!.text());
  return { ...files, ...Object.fromEntries(Object.entries(changed).map(([name, text]) => [name, new Blob([text])])) };
}

async function run(config: Config) {
  const session = await NodeSession.ready(config, undefined, await zoomBundle());
  open.push(session);
  await session.must({ type: 'start', steps: STEPS });
  const { theta } = policyIn(await session.checkpoint());
  const groups = session.of('stepDone').map((event) => event.groups);
  const rollouts = groups.flat().flatMap((group) => group.rollouts);
  return { theta, rollouts, texts: rollouts.map(({ text }) => text), metrics: session.metrics() };
}

/** Return of each token by hand: what each turn was given, from its turn on; 0 behind the end. */
function returnsOf({ units, tokens }: RolloutView, T: number): number[] {
  const [turns] = units!;
  const given = turns!.values['turnGains']!;
  const from = (turn: number) => given.slice(turn).reduce((a, b) => a + b, 0);
  return Array.from({ length: T }, (_, t) => (t < tokens.length ? from(turns!.of[t]!) : 0));
}

describe('igpo', () => {
  test('off is plain GRPO with the same scalars, to the last bit', { timeout: 240_000 }, async () => {
    const off = await run(turnOff(withRecipe(), recipe));
    const scalars = { scale_rewards: 'none', loss_type: 'dapo', beta: '0.001', reward_funcs: 'answerF1' };
    const plain = Object.entries(scalars).reduce(
      (config, [name, text]) => setLeaf(config, name, text),
      defaultConfig(),
    );
    const without = await run(small(plain));
    expect(off.texts).toEqual(without.texts);
    expect(off.theta).toEqual(without.theta);
    expect(off.metrics).toEqual(without.metrics);
    expect(off.metrics.every(({ grad_norm }) => grad_norm! > 0)).toBe(true);
    expect(off.rollouts.every(({ units }) => units === undefined)).toBe(true);
  });

  test('on it is another run, finite; its gains move', { timeout: 240_000 }, async () => {
    const on = await run(withRecipe());
    const off = await run(turnOff(withRecipe(), recipe));
    expect(on.theta).not.toEqual(off.theta);
    for (const metrics of on.metrics)
      for (const [name, value] of Object.entries(metrics)) expect(value, name).toSatisfy(Number.isFinite);
    for (const name of ['gold/gain/mean', 'gold/probability/first', 'gold/probability/last'])
      expect(new Set(on.metrics.map((metrics) => metrics[name])).size, name).toBe(STEPS);
    expect(on.metrics.every((metrics) => metrics['tools/call_frequency']! > 0)).toBe(true);
    expect(Object.keys(off.metrics[0]!).filter((name) => name.startsWith('gold/'))).toEqual([]);
  });

  test('every turn carries its numbers, and its tokens their returns', { timeout: 240_000 }, async () => {
    const { rollouts } = await run(withRecipe());
    expect(rollouts.some(({ looks }) => (looks?.length ?? 0) > 1)).toBe(true);
    for (const { tokens, looks = [], units, reward } of rollouts) {
      expect(units!.map(({ kind }) => kind)).toEqual(['turn']);
      const { of, values } = units![0]!;
      expect([...of]).toEqual(tokens.map((_, t) => looks.filter(({ after }) => after <= t).length));
      expect(Object.keys(values).toSorted()).toEqual(['gold/gain', 'gold/logProb', 'turnGains']);
      for (const numbers of Object.values(values)) expect(numbers.length).toBe(looks.length + 1);
      const p = Array.from(values['gold/logProb']!, Math.exp);
      looks.forEach((_, k) => expect(values['gold/gain']![k]).toBeCloseTo(p[k + 1]! - p[k]!, 6));
      expect([...values['turnGains']!]).toEqual([...values['gold/gain']!.slice(0, -1), reward]);
      expect(values['gold/gain']!.at(-1)).toBe(0);
    }
    // A = return − mean of the group at the same token.
    for (let first = 0; first < rollouts.length; first += 4) {
      const group = rollouts.slice(first, first + 4);
      const returns = group.map((rollout) => returnsOf(rollout, 16));
      group.forEach(({ signals, tokens }, g) =>
        tokens.forEach((_, t) => {
          const mean = returns.reduce((sum, row) => sum + row[t]!, 0) / 4;
          expect(signals!['advantage']![t]).toBeCloseTo(returns[g]![t]! - mean, 4);
        }),
      );
    }
  });
});
