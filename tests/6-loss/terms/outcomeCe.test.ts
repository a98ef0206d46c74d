// What: the cross-entropy of a side model: the kernel against its reference, its coefficients against central differences of a loss
// written out here, saturation as the authors' float32 has it, and which rows the term names.
import { describe, expect, it } from 'vitest';
import { outcomeCe, rankingAccuracy, stepScores } from '../../../src/6-loss/outcomeCe.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Inner } from '../../../src/blocks/step.ts';
import { ReferenceCompute } from '../../../src/gpu/referenceCompute.ts';
import { testCompute } from '../../gpu/nodeDevice.ts';
import { checkKernel } from '../../gpu/checkKernel.ts';
import { randomInputs } from '../../gpu/randomInputs.ts';

const block = blocksIn('auxiliaryLoss').get('outcomeCe')!;

it('the kernel agrees with its reference', async () => {
  const random = randomInputs();
  for (const [rollouts, maxTokens] of [
    [1, 1],
    [3, 65],
    [65, 5],
  ] as const) {
    const size = rollouts * maxTokens;
    await checkKernel({
      kernel: '6-loss/outcomeCe',
      params: { rollouts, maxTokens, beta: 0.2 },
      inputs: {
        ...{ logProbs: random.floats(size), refLogProbs: random.floats(size) },
        mask: random.floats(size, () => random.below(2)),
        outcome: random.floats(rollouts, () => random.below(3) / 2),
      },
      outputs: { coef: size, sums: rollouts, nll: rollouts },
      dispatch: { workgroups: rollouts },
      tolerance: { abs: 2e-5, rel: 2e-5 },
    });
  }
});

const T = 3;
const mask = Float32Array.of(1, 1, 1, 1, 1, 0);
const refLogProbs = Float32Array.of(-1, -2, -1.5, -0.5, -1, -9);
const logProbs = Float32Array.of(-0.5, -2.5, -1, -0.25, -2, -1);
const outcome = Float32Array.of(1, 0);

/** Mean of −log P(outcome). */
function stated(values: Float64Array, beta: number): number {
  const costs = [0, 1].map((r) => {
    let sum = 0;
    for (let i = r * T; i < (r + 1) * T; i++) sum += mask[i]! * (values[i]! - refLogProbs[i]!);
    const right = 1 / (1 + Math.exp(-beta * sum));
    return -Math.log(outcome[r] ? right : 1 - right);
  });
  return (costs[0]! + costs[1]!) / 2;
}

describe('outcomeCe', () => {
  it('has the coefficients of its loss', async () => {
    for (const compute of [await testCompute(), new ReferenceCompute()]) {
      const made = await outcomeCe(compute, { logProbs, refLogProbs, mask, outcome, beta: 0.7 });
      const at = Float64Array.from(logProbs);
      expect(made.loss).toBeCloseTo(stated(at, 0.7), 5);
      at.forEach((_, i) => {
        const moved = (by: number) => stated(at.with(i, at[i]! + by), 0.7);
        expect(made.coef[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
      });
    }
  });

  it('costs 100 without a slope where the probability has rounded to the wrong side', async () => {
    for (const compute of [await testCompute(), new ReferenceCompute()]) {
      const far = {
        refLogProbs: new Float32Array(2),
        mask: Float32Array.of(1, 1),
        outcome: Float32Array.of(0, 1),
        beta: 1,
      };
      const made = await outcomeCe(compute, { ...far, logProbs: Float32Array.of(40, -200) });
      expect(made.loss).toBeCloseTo(100, 4);
      expect([...made.coef]).toEqual([0, 0]);
    }
  });

  it('trains the rows behind the side model, and says how well it ranks', async () => {
    const prefix = {};
    const asked: string[] = [];
    const rows = { generations: 2 };
    const inner = {
      ...{ compute: new ReferenceCompute(), update: 0, mask, rollouts: { generations: 2, rows } },
      signals: new Map(
        Object.entries({ 'phi/logProb': logProbs, 'ref/logProb': refLogProbs, 'reward/answerFolded': outcome }).map(
          ([name, values]) => [name, { values }],
        ),
      ),
      prefix: (view: string, vector: string) => (asked.push(`${view} ${vector}`), Promise.resolve(prefix)),
    } as unknown as Inner;
    const [term] = await block.terms(inner, { ...defaultsOf(block, 'ce'), beta: 0.7, coef: 2 } as never);
    expect(term!.rows).toEqual({ id: 'rollouts of phi', batch: rows, prefix, vector: 'phi' });
    expect(asked).toEqual(['drawn phi']);
    expect(term!.loss).toBeCloseTo(2 * term!.metrics!['ce/ce']!, 6);
    expect(term!.metrics!['ce/ranking']).toBe(1);
    const around = (vectors: string[]) => ({ vectors }) as never;
    expect(block.problem!(defaultsOf(block, 'ce'), around(['policy', 'frozen']))).toMatch(
      /ce teaches 'phi'.*sideModel/,
    );
    expect(block.problem!(defaultsOf(block, 'ce'), around(['policy', 'frozen', 'phi']))).toBeNull();
  });

  it('ranks pairs of one prompt; a tie is not right; accumulates steps', () => {
    expect(rankingAccuracy([1, 0, 5, 9], [1, 0, 1, 0], 2)).toBe(0.5);
    expect(rankingAccuracy([1, 1], [1, 0], 2)).toBe(0);
    expect(rankingAccuracy([1, 2], [1, 1], 2)).toBe(0.5);
    expect(stepScores([1, 2, 4, 8], [1, 2, 9], 0.5)).toEqual([3, 7]);
  });
});
