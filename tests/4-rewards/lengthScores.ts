// What: the columns of rightLength and lengthFine over answers of given lengths, by shader and by reference.
import { expect } from 'vitest';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';

interface Lengths {
  readonly lengths: readonly number[];
  readonly right: readonly number[];
  readonly generations?: number;
  readonly knobs?: Readonly<Record<string, number>>;
  readonly fines?: Readonly<Record<string, number>>;
}

/** Fails where the two differ. */
export async function lengthScores({ lengths, right, generations = lengths.length, knobs = {}, fines = {} }: Lengths) {
  const both: number[][][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = await parseTexts(
      new ReferenceCompute(),
      lengths.map((length) => 'a'.repeat(length)),
    );
    const numbers = compute.upload(await parsed.numbers.read());
    const signal: Signal = { shape: 'rollout', values: Float32Array.from(right) };
    const { columns } = await scoreRewards(compute, {
      parsed: {
        ...parsed,
        numbers,
        completionBytes: compute.upload(await parsed.completionBytes.read()),
        spans: compute.upload(await parsed.spans.read()),
      },
      ...{ generations, truths: Array.from({ length: lengths.length / generations }, () => ({})) },
      signals: new Map([['given/right', signal]]),
      uses: [
        { name: 'rightLength', knobs: { ...knobs, right: 'given/right' } },
        { name: 'lengthFine', knobs: fines },
      ],
    });
    both.push(columns.map(({ values }) => [...values]));
  }
  both[0]!.flat().forEach((value, i) => expect(value).toBeCloseTo(both[1]!.flat()[i]!, 5));
  return { reference: both[0]![0]!, fine: both[0]![1]! };
}
export const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 5) as number);
