// What: for adapters whose cases record what a judge was shown and have its reply: the text by our kernel, the verdict by our reward.
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../src/4-rewards/rewardUses.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { parseTexts } from '../4-rewards/completionFixtures.ts';

/** One value per use; null where the reward does not score the text. */
export async function scored(
  compute: Compute,
  text: string,
  uses: readonly RewardUse[],
  given: { readonly truth?: Truth; readonly signals?: Readonly<Record<string, number>> } = {},
) {
  const parsed = await parseTexts(compute, [text]);
  const signals = Object.entries(given.signals ?? {}).map(
    ([name, value]) => [name, { shape: 'rollout' as const, values: Float32Array.of(value) }] as const,
  );
  const { columns, reward } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [given.truth ?? {}], signals: new Map(signals) },
  });
  const values = columns.map((column) => (column.scorable?.[0] === 0 ? null : column.values[0]!));
  return { values, sum: reward[0]! };
}

/** null where nothing is shown. */
export async function shownText(compute: Compute, text: string, form: number): Promise<string | null> {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(4 * Math.ceil((bytes.length + 1) / 4));
  padded.set(bytes);
  const { ranges } = await compute.run('4-rewards/shownAnswer', {
    params: { rollouts: 1, bytesPerRollout: padded.length, form },
    inputs: {
      completionBytes: new Uint32Array(padded.buffer),
      truth: new Uint32Array(1),
      lengths: Uint32Array.of(bytes.length),
    },
    outputs: { ranges: 3 },
    dispatch: { invocations: 1 },
  });
  const [first, length, found] = (await ranges!.read()) as unknown as [number, number, number];
  return found === 0 ? null : new TextDecoder().decode(bytes.subarray(first, first + length));
}

/** Long answers are recorded by their length. */
export function recorded(text: string): string {
  const { length } = [...text];
  return length >= 999 ? `${length} characters` : text;
}

export async function verdictOf(compute: Compute, reply: string, form: number): Promise<number | null> {
  const { values } = await scored(compute, reply, [{ name: 'verdict', knobs: { form } }]);
  return values[0]!;
}

/** Whether math-verify finds the two equal. */
export async function isEqual(compute: Compute, answer: string, truth: string): Promise<boolean> {
  const { values } = await scored(compute, answer, [{ name: 'mathAnswer' }], { truth: { answer: truth } });
  return values[0] === 1;
}

/** {R} and {W} stand for a letter or a word that is repeated. */
export function filledIn(text: string, input: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{([A-Z])\}/g, (mark, name: string) => {
    const [, what, times] = /^(?:letter|word) '?(\w)'? (?:repeated )?(\d+) times/.exec(String(input[name] ?? '')) ?? [];
    if (!what) return mark;
    return Array.from({ length: Number(times) }, () => what).join(String(input[name]).startsWith('word') ? ' ' : '');
  });
}
