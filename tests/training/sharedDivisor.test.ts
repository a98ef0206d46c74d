// What: a term that shares the divisor of the policy loss (AHPO): its tokens count in it, so every coefficient of the policy shrinks.
import { afterAll, expect, test } from 'vitest';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';
import { endingBundle } from './recapRun.ts';

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

const TEXT = 'a red square';
async function firstStep(leaves: Readonly<Record<string, string>>) {
  const all = { loss_type: 'dapo', beta: '0', entropy_coef: '0', max_completion_length: '8', ...leaves };
  const session = await NodeSession.ready(tinyConfig(all), undefined, await endingBundle());
  open.push(session);
  const prompts = ['a', 'b'].map((id) => prompt(id, { truth: { expertText: TEXT } }));
  await session.must({ type: 'setPrompts', prompts });
  await session.must({ type: 'step' });
  const rollouts = session.of('stepDone')[0]!.groups.flatMap((group) => group.rollouts);
  const coef = rollouts.flatMap(({ tokens, signals }) => [...signals!['coef']!].slice(0, tokens.length));
  const ids = session.engine.policy.tokenizer.encode(TEXT);
  return { coef, metrics: session.metrics()[0]!, textTokens: 2 * (ids.length + 1) };
}

test('its tokens are counted in the divisor of the policy, and divided by it', { timeout: 300_000 }, async () => {
  const alone = await firstStep({});
  const both = await firstStep({ loss_terms: 'expertNll', 'expertNll.divisor': 'active' });
  const tokens = alone.coef.length;
  const share = tokens / (tokens + alone.textTokens);
  expect(alone.coef.some((value) => Math.abs(value) > 1e-4)).toBe(true);
  both.coef.forEach((value, i) => expect(value).toBeCloseTo(alone.coef[i]! * share, 7));
  const { 'expertNll/nll': nll, 'loss/expertNll': loss } = both.metrics;
  expect(loss).toBeCloseTo((nll! * alone.textTokens) / (tokens + alone.textTokens), 5);
  expect(both.metrics['loss']).toBeCloseTo(alone.metrics['loss']! * share + loss!, 5);
});
