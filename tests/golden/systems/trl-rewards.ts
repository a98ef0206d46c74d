// What: TRL's stock rewards through ours: thinkFirst, overlongRamp, repetition, boxedNumber and cosineLength.
// Formula: none of its own. Lengths are texts of that many tokens; the penalty of repetition is a weight; accuracy with a closing tag is
// that of the completion behind such a tag.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { ParsedCompletions } from '../../../src/4-rewards/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly completion?: string;
  readonly solution?: string;
  readonly length?: number;
  readonly max_completion_len?: number;
  readonly soft_punish_cache?: number;
  readonly token_ids?: readonly number[];
  readonly ngram_size?: number;
  readonly max_penalty?: number;
  readonly correct?: boolean;
  readonly max_len?: number;
}

interface Scoring {
  readonly parsed: ParsedCompletions;
  readonly answer?: string | undefined;
  readonly right?: boolean | undefined;
}

/** Null where the reward does not score the rollout. */
async function score(compute: Compute, use: RewardUse, { parsed, answer, right }: Scoring) {
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, uses: [use], generations: 1, truths: [answer === undefined ? {} : { answer }] },
    signals: new Map([['given/right', { shape: 'rollout', values: Float32Array.of(right ? 1 : 0) }]]),
  });
  const column = columns[0]!;
  return column.scorable?.[0] === 0 ? null : column.values[0]!;
}

async function reward(input: Input, compute: Compute): Promise<number | null> {
  const { token_ids: ids, correct } = input;
  const length = ids?.length ?? input.length;
  const parsed = await parseTexts(compute, [length === undefined ? input.completion! : 'a'.repeat(length)]);
  if (ids) {
    const use = { name: 'repetition', knobs: { ngram_size: input.ngram_size! } };
    const tokens = ids.length > 0 ? Int32Array.from(ids) : parsed.tokens;
    const value = await score(compute, use, { parsed: { ...parsed, tokens } });
    return value! * Math.abs(input.max_penalty!);
  }
  if (correct !== undefined) {
    const use = { name: 'cosineLength', knobs: { right: 'given/right', longest: input.max_len! } };
    return score(compute, use, { parsed, right: correct });
  }
  if (length === undefined) return score(compute, { name: 'thinkFirst' }, { parsed });
  const knobs = { overlong_length: input.max_completion_len!, soft_punish_cache: input.soft_punish_cache! };
  return score(compute, { name: 'overlongRamp', knobs }, { parsed });
}

export const adapter: GoldenAdapter<Input> = {
  system: 'TRL rewards',
  tolerance: 1e-6,
  async run(input, { compute }) {
    const { completion, solution: answer } = input;
    if (answer === undefined) return { reward: await reward(input, compute) };
    const accuracy = async (text: string, after_think: number) =>
      score(
        compute,
        { name: 'boxedNumber', knobs: { after_think } },
        { parsed: await parseTexts(compute, [text]), answer },
      );
    return {
      accuracy: await accuracy(completion!, 0),
      reasoning_accuracy: await accuracy(`</think>${completion!}`, 1),
      reasoning_accuracy_without_close_tag: await accuracy(completion!, 1),
    };
  },
};
