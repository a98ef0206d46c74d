// What: rewards of the visitor that need signals, in the real engine: tried, edited and run; evaluation leaves out those that
// need a probe and keeps their weights in step.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shaderText } from '../../src/gpu/kernels.ts';
import { withoutProbes } from '../../src/training/evaluate/evaluate.ts';
import { newCompute } from '../gpu/nodeDevice.ts';
import { NodeSession, tinyConfig } from './nodeSession.ts';

const needing = (signals: string) =>
  shaderText('4-rewards/lengthWindow').replace('// Range:', `// Needs: ${signals}\n// Range:`);
let session: NodeSession;

beforeAll(async () => {
  session = await NodeSession.ready(tinyConfig(), newCompute);
}, 120_000);
afterAll(() => session?.close());

const edit = (signals: string) => session.send({ type: 'editReward', name: 'lengthWindow', wgsl: needing(signals) });

async function problemsOf(signals: string): Promise<string[]> {
  await session.must({ type: 'testReward', name: 'lengthWindow', wgsl: needing(signals), knobs: {} });
  return session
    .of('rewardTested')
    .at(-1)!
    .problems.map(({ message }) => message);
}

describe('before the first step', () => {
  test('a probe may still be turned on; a name that is no signal is refused at once', async () => {
    expect(await problemsOf('viewLogProb, token')).toEqual([]);
    expect((await problemsOf('tokens'))[0]).toMatch(/^It needs the signal 'tokens': add the probe/);
    expect(await edit('tokens')).toBe(false);
  });
});

describe('after a step', () => {
  test('what every rollout has is tried, taken and run', { timeout: 300_000 }, async () => {
    await session.must({ type: 'step' });
    const plain = session.metrics()[0]!['rewards/lengthWindow/mean'];
    expect(await problemsOf('mask, token, tokenSpans, logProb, entropy')).toEqual([]);
    expect(await edit('mask, token, tokenSpans, logProb, entropy')).toBe(true);
    await session.must({ type: 'reset' });
    await session.must({ type: 'step' });
    expect(session.metrics().at(-1)!['rewards/lengthWindow/mean']).toBe(plain);
    await session.must({ type: 'evaluate', tag: 'now' });
    expect(Object.keys(session.of('evaluated').at(-1)!.results[0]!.rewards)).toEqual(['lengthWindow']);
  });

  test('what a probe makes is refused while it is off', async () => {
    expect((await problemsOf('viewLogProb'))[0]).toMatch(
      /^It needs the signal 'view\/logProb': add a view or a vector (named|by the name|called) .view./,
    );
    expect(await edit('viewLogProb')).toBe(false);
  });
});

test('without probes: the free rewards, with their weights and knobs', () => {
  const config = tinyConfig({ reward_funcs: 'lengthWindow,format', reward_weights: '2,0.5' });
  const [, format] = config.reward.reward_funcs;
  const left = (edits: Readonly<Record<string, string>>) => withoutProbes(config, edits).reward.reward_funcs;
  expect(left({})).toEqual(config.reward.reward_funcs);
  expect(left({ lengthWindow: needing('token, logProb') })).toEqual(config.reward.reward_funcs);
  expect(left({ lengthWindow: needing('refLogProb') })).toEqual([format]);
});
