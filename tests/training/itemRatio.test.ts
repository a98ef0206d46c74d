// What: a step whose ratios are those of items: the items are made for the loss, though no block asks for them; a grammar without them is named.
import { afterAll, expect, test } from 'vitest';
import { NodeSession, policyIn, prompt, tinyConfig } from './nodeSession.ts';

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

async function run(leaves: Readonly<Record<string, string>>): Promise<NodeSession> {
  const session = await NodeSession.ready(
    tinyConfig({
      ...{ num_iterations: '2', importance_sampling_level: 'item', max_completion_length: '8', temperature: '1' },
      // How often a token repeats itself differs from answer to answer.
      ...{ reward_funcs: 'repetition', 'repetition.ngram_size': '1', learning_rate: '0.02', epsilon: '10', ...leaves },
    }),
  );
  open.push(session);
  await session.must({ type: 'setPrompts', prompts: [prompt('a')] });
  return session;
}

test('runs, and differs from a step with ratios of tokens', { timeout: 300_000 }, async () => {
  const thetas: Float32Array[] = [];
  for (const level of ['item', 'token']) {
    const session = await run({ grammar: 'ranking', importance_sampling_level: level });
    await session.must({ type: 'step' });
    thetas.push(policyIn(await session.checkpoint()).theta);
  }
  const [item, token] = thetas;
  expect(item!.every(Number.isFinite)).toBe(true);
  expect([...item!]).not.toEqual([...token!]);
});

test('a grammar without items is named', { timeout: 300_000 }, async () => {
  const session = await run({ grammar: 'box' });
  await expect(session.must({ type: 'step' })).rejects.toThrow(/no units of the kind 'item'/);
});
