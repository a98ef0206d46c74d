// What: Fine-Grained RLHF through the units of the grammar "prose", the reward standardised, the composition denseSegments and the shaper
// futureLogRatio. Words stand for the tokens of the policy.
// Formula: none of its own: the KL share of a token is what the shaper leaves at it of a return of 0, less what it leaves at the next.
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { textUnits } from '../../../src/4-rewards/textUnits.ts';
import { weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Signal, Units } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import { parseTexts, tokenBytesOf } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter, GoldenHeader } from '../adapter.ts';
import { goldenStep, nested } from '../goldenStep.ts';

interface Judged {
  readonly text: string;
  readonly relevant_per_sub_sentence: readonly boolean[];
  readonly factual_per_sentence: readonly boolean[];
  readonly completeness_raw: number;
  readonly valid_tokens: number;
}
interface Penalised {
  readonly token_rewards: readonly number[];
  readonly logprobs: readonly number[];
  readonly ref_logprobs: readonly number[];
  readonly mask: readonly number[];
  readonly kl_coef: number;
}
interface Constants {
  readonly relevance: readonly [number, number];
  readonly factuality: readonly [number, number];
  readonly completeness_mean: number;
  readonly completeness_std: number;
  readonly completeness_scale: number;
}

/** Each word with the white space in front of it; the last one has what stands behind it, too. */
const wordsOf = (text: string): string[] => text.match(/\s*\S+(?:\s+$)?/g) ?? [];

async function unitsOf(compute: Compute, words: readonly string[], kind: 'sentence' | 'step'): Promise<Units> {
  const parsed = await parseTexts(compute, [''], {
    ...{ tokens: Int32Array.from(words.keys()), lengths: Int32Array.of(words.length), maxTokens: words.length },
    ...{ tokenBytes: tokenBytesOf(words), grammar: grammarByName('prose') },
  });
  try {
    return await textUnits(compute, parsed, kind);
  } finally {
    parsed.destroy();
  }
}

async function completeness(raw: number, own: Constants, compute: Compute): Promise<Float32Array> {
  const signal: Signal = { shape: 'rollout', values: Float32Array.of(raw) };
  const knobs = { mean: own.completeness_mean, spread: own.completeness_std, scale: own.completeness_scale };
  const { reward } = await scoreRewards(compute, {
    ...{ parsed: bareCompletions(compute, { rollouts: 1, maxTokens: 1 }), generations: 1, truths: [{}] },
    signals: new Map([['given/raw', signal]]),
    uses: [{ name: 'standardised', knobs: { ...knobs, score: 'given/raw' } }],
  });
  return reward;
}

async function judged(input: Judged, file: GoldenHeader, compute: Compute) {
  const own = file['constants'] as Constants;
  const words = wordsOf(input.text);
  const [steps, sentences] = [await unitsOf(compute, words, 'step'), await unitsOf(compute, words, 'sentence')];
  const valid = input.valid_tokens;
  const T = Math.max(words.length, valid);
  const padded = ({ of }: Units) => [Array.from({ length: T }, (_, t) => of[t] ?? -1)];
  const verdict = (unit: 'step' | 'sentence', { count }: Units, values: readonly boolean[]): Signal => ({
    ...{ shape: 'unit', unit, values: Float32Array.from({ length: count }, (_, u) => (values[u] ? 1 : 0)) },
  });
  const step = goldenStep({
    compute,
    mask: [Array.from({ length: T }, (_, t) => (t < valid ? 1 : 0))],
    units: { step: padded(steps), sentence: padded(sentences) },
  });
  const signals = new Map([
    ['relevance/verdict', verdict('step', steps, input.relevant_per_sub_sentence)],
    ['factuality/verdict', verdict('sentence', sentences, input.factual_per_sentence)],
  ]);
  const block = blocksIn('composition').get('denseSegments')!;
  const [paid, fined] = [0, 1].map((sign) => [own.relevance[sign]!, own.factuality[sign]!]);
  const settings = { ...defaultsOf(block, 'dense'), paid, fined };
  const reward = await completeness(input.completeness_raw, own, compute);
  const [made] = block.compose({ ...step, signals }, [weightedSum(reward, [], [], 1)], settings);

  const ends = words.map(
    (_, t) =>
      words
        .slice(0, t + 1)
        .join('')
        .trimEnd().length,
  );
  const starts = words.map((word, t) => ends[t]! - word.trim().length);
  const isNew = ({ of }: Units, t: number) => t > 0 && of[t] !== of[t - 1];
  const places = [...words.keys()];
  const count = (values: readonly boolean[]) => values.filter(Boolean).length;
  return {
    sub_sentence_starts: [...starts.filter((_, t) => t === 0 || isNew(steps, t)), input.text.length],
    sentence_ends: [0, ...places.flatMap((t) => (isNew(sentences, t) ? [ends[t - 1]!] : [])), ends.at(-1)!],
    token_rewards: [...made!.values].slice(0, valid),
    n_sub_sentences: steps.count,
    n_sentences: sentences.count,
    n_relevant: count(input.relevant_per_sub_sentence),
    n_factual: count(input.factual_per_sentence),
  };
}

async function penalised({ token_rewards, logprobs, ref_logprobs, mask, kl_coef }: Penalised, compute: Compute) {
  const block = blocksIn('advantage').get('futureLogRatio')!;
  const signals = { 'ref/logProb': [ref_logprobs], mask: [mask] };
  const step = goldenStep({ compute, mask: [mask], oldLogProbs: [logprobs], signals });
  const own = { ...defaultsOf(block, 'kl'), beta: kl_coef };
  const made = await block.shape(step, step.advantages, own, step.advantages);
  const [ofKl] = nested('advantages' in made ? made.advantages : made, mask.length);
  return { penalised: ofKl!.map((value, t) => value - (ofKl![t + 1] ?? 0) + (token_rewards[t] ?? 0)) };
}

export const adapter: GoldenAdapter<Judged | Penalised> = {
  system: 'Fine-Grained RLHF',
  run: (input, { file, compute }) => ('text' in input ? judged(input, file, compute) : penalised(input, compute)),
};
