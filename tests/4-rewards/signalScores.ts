// What: the column of a reward that reads signals of rollouts alone, by shader and by reference.
import { expect } from 'vitest';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { bareCompletions } from './bareCompletions.ts';

export interface SignalScores {
  readonly generations: number;
  /** [R] by the knob that names the signal. */
  readonly signals: Readonly<Record<string, readonly number[]>>;
  readonly knobs?: Readonly<Record<string, number>>;
  readonly step?: number;
}

/** Fails where shader and reference differ by more than 1e-6. */
export async function signalScores(reward: string, { generations, signals, knobs, step }: SignalScores) {
  const rollouts = Object.values(signals)[0]!.length;
  const named = Object.fromEntries(Object.keys(signals).map((knob) => [knob, `given/${knob}`]));
  const columns: number[][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const table = await scoreRewards(compute, {
      ...{ parsed: bareCompletions(compute, { rollouts, maxTokens: 1 }), generations },
      truths: Array.from({ length: rollouts / generations }, () => ({})),
      signals: new Map(
        Object.entries(signals).map(([knob, values]): [string, Signal] => [
          `given/${knob}`,
          { shape: 'rollout', values: Float32Array.from(values) },
        ]),
      ),
      uses: [{ name: reward, knobs: { ...named, ...knobs } }],
      ...(step !== undefined && { step }),
    });
    columns.push([...table.columns[0]!.values]);
  }
  columns[0]!.forEach((value, r) => expect(value).toBeCloseTo(columns[1]![r]!, 6));
  return columns[0]!;
}
