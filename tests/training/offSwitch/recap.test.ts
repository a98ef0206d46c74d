// What: RECAP on the tiny bundle: steps of the recipe; and without its controller, replay and term the same bits as the same settings
// without them.
import { afterAll, expect, test } from 'vitest';
import { turnOff } from '../../../src/config/applyRecipe.ts';
import type { Config } from '../../../src/config/config.ts';
import { usesOf } from '../../../src/config/uses.ts';
import { NodeSession, policyIn } from '../nodeSession.ts';
import { endingBundle, RECIPE, recipe, small } from '../recapRun.ts';

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(config: Config, steps: number) {
  const session = await NodeSession.ready(config, undefined, await endingBundle());
  open.push(session);
  await session.must({ type: 'start', steps });
  return { metrics: session.metrics(), theta: policyIn(await session.checkpoint()).theta };
}

test(
  'steps of the recipe: finite; the weights move, 1 on average, and texts are replayed',
  { timeout: 300_000 },
  async () => {
    const on = small(recipe, { 'recapWeights.window': '1', 'replay.share': '0.5' });
    const { metrics, theta } = await run(on, 6);
    for (const step of metrics) for (const [name, value] of Object.entries(step)) expect(value, name).not.toBeNaN();
    const of = (name: string) => metrics.map((step) => step[`recapWeights/lambda/${name}`]!);
    const names = ['boxIou', 'format', 'answerFolded', 'replayNll'];
    for (const step of metrics.keys()) expect(names.reduce((sum, name) => sum + of(name)[step]!, 0)).toBeCloseTo(4, 9);
    for (const name of names) expect(new Set(of(name)).size, name).toBeGreaterThan(1);
    for (const [step, { 'control/format.weight': weight }] of metrics.entries())
      expect(weight).toBeCloseTo(0.25 * of('format')[step]!, 12);
    const replayed = metrics.filter((step) => step['replayNll/texts'] === 1);
    expect(replayed.length).toBeGreaterThan(2);
    for (const step of replayed) {
      expect(step['replayNll/nll']).toBeGreaterThan(0);
      expect(step['loss/replayNll']).toBeCloseTo(step['control/replayNll.coef']! * step['replayNll/nll']!, 6);
    }
    const off = await run(small(turnOff(recipe, RECIPE)), 6);
    expect(off.theta).not.toEqual(theta);
  },
);

test('off: bit for bit the same settings without anything of its own', { timeout: 300_000 }, async () => {
  const off = turnOff(recipe, RECIPE);
  expect(usesOf(off, 'controller').map(({ as }) => as)).toEqual(['lrSchedule']);
  expect([...usesOf(off, 'data'), ...usesOf(off, 'auxiliaryLoss')]).toEqual([]);
  const made = await run(small(off), 3);
  const without = await run(small(recipe, { controllers: 'lrSchedule', data_rules: '', loss_terms: '' }), 3);
  expect(made).toEqual(without);
  expect(without.metrics[0]!['grad_norm']).toBeGreaterThan(0);
});
