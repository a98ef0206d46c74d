// What: the extra passes of a step against the policy itself: reference log-probs (θ = 0) and log-probs behind the damaged view,
// for the very tokens that were sampled; and what each probe's view is.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeView } from '../../src/1-image/makeView.ts';
import type { ViewSpec } from '../../src/1-image/types.ts';
import type { PreparedPrompt } from '../../src/2-policy/types.ts';
import type { GroupView } from '../../src/training/protocol.ts';
import { NodeSession, pictureOf, policyIn, prompt, tinyConfig } from './nodeSession.ts';
import { preparedPrompt, rowsOf, scoreAt } from './stepOracle.ts';

const T = 6;
let session: NodeSession;
let groups: readonly GroupView[];
let before: Float32Array;
let clean: PreparedPrompt[];

const leaves = {
  probe_view_logps: 'true',
  probe_view: 'mask_truth',
  beta: '0.1',
  temperature: '0.8',
  learning_rate: '1',
};
const truths = { a: { boxes: [[0, 0, 0.5, 1]] as const }, b: {} };

beforeAll(async () => {
  session = await NodeSession.ready(tinyConfig(leaves));
  await session.must({
    type: 'setPrompts',
    prompts: [prompt('a', { truth: { boxes: [[0, 0, 0.5, 1]] } }), prompt('b', { truth: {} })],
  });
  await session.must({ type: 'start', steps: 2 }); // B is 0 before the first update: the reference would be θ itself
  before = policyIn(await session.checkpoint()).theta;
  await session.must({ type: 'step' });
  groups = session.of('stepDone').at(-1)!.groups;
  clean = [];
  for (const { promptId } of groups)
    clean.push(await preparedPrompt(session.engine, await pictureOf(prompt(promptId)), `where is ${promptId}?`));
}, 120_000);
afterAll(() => session.close());

/** [R][length] of a pass over the tokens of the step. */
async function scored(theta: Float32Array, prompts: readonly PreparedPrompt[]): Promise<number[][]> {
  const rows = rowsOf(groups, clean, T);
  const { logProbs } = await scoreAt(session.engine.policy, theta, prompts, rows, 0.8);
  return Array.from(rows.lengths, (length, r) => [...logProbs.slice(r * T, r * T + length)]);
}
const signal = (name: string) => groups.flatMap(({ rollouts }) => rollouts.map(({ signals }) => [...signals![name]!]));
const gap = (a: number[][], b: number[][]) =>
  Math.max(...a.map((row, r) => Math.max(...row.map((value, t) => Math.abs(value - b[r]![t]!)))));

test('the sampler’s log-probs are those of θ before the step', async () => {
  const sampled = groups.flatMap(({ rollouts }) => rollouts.map(({ tokens }) => tokens.map(({ logProb }) => logProb)));
  expect(gap(sampled, await scored(before, clean))).toBeLessThan(1e-4);
});

test('the reference is the network without its adapter', async () => {
  const reference = signal('ref/logProb');
  expect(gap(reference, await scored(new Float32Array(before.length), clean))).toBeLessThan(1e-4);
  expect(gap(reference, await scored(before, clean))).toBeGreaterThan(1e-3);
});

describe('the damaged view', () => {
  async function masked(): Promise<PreparedPrompt[]> {
    const { policy, compute } = session.engine;
    const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
    const made: PreparedPrompt[] = [];
    for (const [g, { promptId }] of groups.entries()) {
      const { boxes } = truths[promptId as 'a' | 'b'] as {
        boxes?: readonly (readonly [number, number, number, number])[];
      };
      const view: ViewSpec = boxes ? { kind: 'mask', boxes } : { kind: 'clean' };
      const options = { size, mean, std, seed: 0, step: 2, row: g };
      const tensor = await makeView(compute, { ...(await pictureOf(prompt(promptId))), id: `own ${g}` }, view, options);
      made.push({ ids: clean[g]!.ids, imageFeatures: [await policy.encodeImage(tensor)] });
      tensor.pixels.destroy();
    }
    return made;
  }

  test('same θ, same tokens, other picture; without a box to mask it is the clean one', async () => {
    const view = signal('view/logProb');
    expect(gap(view, await scored(before, await masked()))).toBeLessThan(1e-4);
    const undamaged = await scored(before, clean);
    const ofPrompt = (id: string, rows: number[][]) =>
      rows.filter((_, r) => groups[Math.floor(r / 4)]!.promptId === id);
    expect(gap(ofPrompt('a', view), ofPrompt('a', undamaged))).toBeGreaterThan(1e-4);
    expect(gap(ofPrompt('b', view), ofPrompt('b', undamaged))).toBeLessThan(1e-4);
  });
});

test('a probe that is off makes no signal', async () => {
  await session.must({ type: 'configure', config: tinyConfig({ ...leaves, probe_view_logps: 'false', beta: '0' }) });
  await session.must({ type: 'step' });
  const { signals } = session.of('stepDone').at(-1)!.groups[0]!.rollouts[0]!;
  const names = Object.keys(signals!);
  expect(names).toEqual(expect.arrayContaining(['coef', 'weight']));
  expect(names.filter((name) => name.endsWith('/logProb'))).toEqual([]);
});
