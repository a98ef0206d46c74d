// What: triggers: the window means against sums written out, the probe on the tiny policy in both readings (the most likely tokens by
// a score of the whole vocabulary), and the threshold. The golden cases (tests/golden/systems/ares.ts) hold the authors' numbers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { countTriggers, movedThreshold, percentile, tokenEntropy, triggerWord, windowMeans } from '../../src/3-rollouts/triggers.ts'; // prettier-ignore
import type { Windows } from '../../src/3-rollouts/triggers.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { openStep, place, vectorsFor } from '../training/tinyStep.ts';

const BEHIND: Windows = { window: 2, first: 1 };

describe('windows', () => {
  it.each([
    [1, 1, 4],
    [1, 9, 1],
    [64, 12, 4],
    [65, 7, 3],
    [130, 5, 8],
  ])('the kernel agrees with its reference: %i rollouts of %i tokens, windows of %i', async (R, T, window) => {
    const random = randomInputs();
    for (const first of [0, 1])
      await checkKernel({
        kernel: '3-rollouts/windowMeans',
        params: { rollouts: R, maxTokens: T, window, first },
        inputs: {
          entropies: random.floats(R * T, () => 3 * random.next()),
          lengths: Int32Array.from({ length: R }, () => random.below(T + 1)),
        },
        outputs: { means: R * T },
        dispatch: { invocations: R },
      });
  });

  const means = async (entropies: number[], length: number, windows: Windows) =>
    Array.from(
      await windowMeans(
        new ReferenceCompute(),
        { entropies: Float32Array.from(entropies), lengths: Int32Array.of(length), maxTokens: entropies.length },
        windows,
      ),
    );

  it('are means of what follows; near the end the mean of the windows before, in front of none the own entropy', async () => {
    expect(await means([1, 2, 4, 6, 0, 9], 5, BEHIND)).toEqual([3, 5, 3, 3.6666667461395264, 3.6666667461395264, 0]);
    expect(await means([1, 2, 4, 6], 4, { window: 2, first: 0 })).toEqual([1.5, 3, 5, 3.1666667461395264]);
    expect(await means([7, 1, 5], 2, BEHIND)).toEqual([7, 7, 0]);
  });

  it('a trigger counts from the threshold on; one whose window the end cuts off does not count either way', () => {
    expect(countTriggers([3, 5, 2, 4, 4], [0, 1, 2, 3], BEHIND, 3)).toEqual({ valid: 2, invalid: 1, cost: 2 });
    expect(countTriggers([3, 5, 2, 4, 4], [3], { window: 2, first: 0 }, 3)).toEqual({ valid: 1, invalid: 0, cost: 1 });
    expect(countTriggers([], [], BEHIND, 0)).toEqual({ valid: 0, invalid: 0, cost: 0 });
  });
});

describe('numbers', () => {
  it('a percentile lies between neighbours in a straight line', () => {
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(percentile([10, 0], 0.95)).toBeCloseTo(9.5, 12);
    expect([percentile([3, 1], 0), percentile([3, 1], 1), percentile([7], 0.3), percentile([], 0.5)]).toEqual([1, 3, 7, 0]); // prettier-ignore
  });

  it('the tail of a distribution is one more outcome, for the count alone', () => {
    const logs = [Math.log(0.5), Math.log(0.25)];
    const head = 0.5 * Math.log(2) + 0.25 * Math.log(4);
    expect(tokenEntropy(logs, false)).toBeCloseTo(head, 12);
    expect(tokenEntropy(logs, true)).toBeCloseTo(head + 0.25 * Math.log(4), 12);
    expect(tokenEntropy([0], true)).toBeCloseTo(0, 12);
  });

  it('the threshold begins with the median of the first batch and follows the next ones slowly', () => {
    const first = movedThreshold(null, [3, 1, 2]);
    expect(first).toBe(2);
    expect(movedThreshold(first, [4, 6])).toBeCloseTo(0.99 * 2 + 0.01 * 5, 12);
    expect(movedThreshold(first, [4, 6], 0.5)).toBe(3.5);
  });
});

describe('probe', () => {
  const block = blocksIn('probe').get('triggers')!;
  const compute = new ReferenceCompute();
  let policy: OnnxPolicy;
  let step: OpenStep;
  beforeAll(async () => {
    policy = await openPolicy({ compute });
    const config = tinyConfig({ temperature: '0.8', max_completion_length: '9' });
    step = openStep({ policy, compute }, { config, drawn: [place('a'), place('b')], vectors: vectorsFor(policy) });
  });
  afterAll(async () => {
    step.free();
    await policy.dispose();
  });

  async function sampled() {
    const { rollouts } = await blocksIn('sampler').get('group')!.sample(step, { as: 'group' });
    return sampledStep(step, { rollouts, signals: new Map(), units: {} });
  }
  const wordOf = (id: number) => triggerWord(policy.tokenizer.decode([id]));

  /** The most likely token at every position, from the log-probs of the whole vocabulary. */
  async function likeliest({ rollouts }: Awaited<ReturnType<typeof sampled>>) {
    const V = policy.info.vocabSize;
    const size = rollouts.tokens.length;
    const ids = Int32Array.from({ length: size * V }, (_, i) => i % V);
    const rows = { ...rollouts.rows, ids, idsPerToken: V };
    const prefix = await step.prefix('drawn', 'policy');
    const { logProbs } = await policy.score(step.vectors.get('policy')!, prefix, rows, 0.8);
    return Array.from({ length: size }, (_, i) => {
      const own = logProbs.subarray(i * V, (i + 1) * V);
      return own.indexOf(Math.max(...own));
    });
  }

  it.each(['paper', 'code'] as const)(
    'counts the words of the list whose window is uncertain (%s)',
    async (follows) => {
      const made = await sampled();
      const { lengths, maxTokens: T, entropies, tokens } = made.rollouts;
      const heard = follows === 'code' ? await likeliest(made) : [...tokens];
      const live = heard.filter((_, i) => i % T < lengths[Math.floor(i / T)]!).map(wordOf).filter(Boolean); // prettier-ignore
      const words = [...new Set(live)].slice(0, 6);
      const own = { ...defaultsOf(block, 'x'), words: ` ${words.join('  ').toUpperCase()} `, window: 2, triggers_follows: follows }; // prettier-ignore
      const first = follows === 'code' ? 1 : 0;
      const found = await block.probe(made, own as never);
      expect([...found.keys()]).toEqual(block.gives(own as never));
      const value = (name: string, i: number) => found.get(`x/${name}`)!.values[i]!;
      const { 'x/threshold': threshold, 'x/count/mean': mean } = block.count!(made, found, own as never);
      let [all, valid] = [0, 0];
      for (const [r, length] of lengths.entries()) {
        let [count, cost] = [0, 0];
        for (let t = 0; t < T; t++) {
          const at = r * T + t;
          const isWhole = t + first + 2 <= length && words.includes(wordOf(heard[at]!));
          const window = isWhole ? (entropies[at + first]! + entropies[at + first + 1]!) / 2 : 0;
          expect(value('window', at)).toBeCloseTo(window, 5);
          if (!isWhole) continue;
          all += 1;
          if (window < threshold!) continue;
          count += 1;
          cost += window - threshold!;
        }
        expect(value('count', r)).toBe(count);
        expect(value('cost', r)).toBeCloseTo(cost, 4);
        valid += count;
      }
      expect(valid).toBeGreaterThan(0);
      expect(all).toBeGreaterThan(valid);
      expect(mean).toBeCloseTo(valid / lengths.length, 6);
    },
  );

  it('takes the median of the step as threshold until it is given one, and reads no word as none', async () => {
    const made = await sampled();
    const own = { ...defaultsOf(block, 'x'), words: 'notoken', window: 1, percentile: 1 };
    const found = await block.probe(made, own as never);
    const { entropies, lengths, maxTokens: T } = made.rollouts;
    const most = Array.from(lengths, (length, r) => {
      const [lead, ...behind] = entropies.subarray(r * T, r * T + length);
      return behind.length > 0 ? Math.max(...behind) : lead!;
    });
    most.forEach((value, r) => expect(found.get('x/percentile')!.values[r]).toBeCloseTo(value, 5));
    const median = most.toSorted((a, b) => a - b).slice(3, 5).reduce((a, b) => a + b) / 2; // prettier-ignore
    expect(block.count!(made, found, own as never)).toEqual({
      'x/count/mean': 0,
      'x/threshold': expect.closeTo(median, 5),
      'x/percentile': expect.closeTo(median, 5),
    });
    const set = { ...own, threshold: 1.5 };
    expect(block.count!(made, found, set as never)['x/threshold']).toBe(1.5);
    expect(block.problem!({ ...own, words: ' ' } as never, {} as never)).toMatch(/^x has no words to count/);
  });

  it('is derived from the names of its signals', () => {
    const names = { views: [], vectors: [] };
    expect(block.derive!('triggers/cost', names)).toEqual(defaultsOf(block, 'triggers'));
    expect(block.derive!('triggers/other', names)).toBeNull();
  });
});
